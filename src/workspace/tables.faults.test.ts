import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { FeatureRow } from '../domain.ts';
import { featureCsv } from './tables.ts';

const row = (value: number): FeatureRow => ({
  date: '2024-01-01',
  values: [value],
  target: 1,
  persistence: 0,
  priceFilled: false,
});

test.each(['=1+1', '+cmd', '-cmd', '@sum', '\t=1', '\r=1'])(
  'row 43: the text %j in a CSV file → neutralised by an apostrophe',
  (text) => {
    const { data } = Papa.parse<string[]>(
      featureCsv({ features: [text], rows: [row(1)], target: 'direction' }),
    );
    expect(data[0]?.[1]).toBe(`'${text}`);
  },
);

test.each([-1.5, 1e-7, -1e-7, 1.7976931348623157e308, 5e-324, 0.1 + 0.2, 69702.3087, -0.5])(
  'row 43: the number %d in a CSV file → untouched, to its last digit',
  (value) => {
    const [, line = ''] = featureCsv({ features: ['x'], rows: [row(value)], target: 'direction' }).split(
      '\n',
    );
    expect(line).toBe(`2024-01-01,${value},1`);
    expect(Number(line.split(',')[1])).toBe(value);
  },
);
