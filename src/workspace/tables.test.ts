import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { FeatureRow } from '../domain.ts';
import { temporaryFolder } from '../testing/context.ts';
import { featureCsv, saveDays } from './tables.ts';

const row = (values: readonly number[], target: 0 | 1 | null = 1): FeatureRow => ({
  date: '2024-01-01',
  values,
  target,
  rose: 0,
  priceFilled: false,
});

describe('a CSV file of this program', () => {
  test.each([-1.5, 1e-7, -1e-7, 1.7976931348623157e308, 5e-324, 0.1 + 0.2, 69702.3087, -0.5])(
    'holds the number %d to its last digit, and untouched',
    (value) => {
      const [, line = ''] = featureCsv(['x'], [row([value])]).split('\n');
      expect(line).toBe(`2024-01-01,${value},1`);
      expect(Number(line.split(',')[1])).toBe(value);
    },
  );

  test.each(['=1+1', '+cmd', '-cmd', '@sum', '\t=1', '\r=1'])('neutralises the text %j', (text) => {
    const { data } = Papa.parse<string[]>(featureCsv([text], [row([1])]));
    expect(data[0]?.[1]).toBe(`'${text}`);
  });

  test('leaves a target that is unknown empty', () => {
    expect(featureCsv(['x'], [row([1], null)])).toBe('timestamp,x,target_price_up\n2024-01-01,1,\n');
  });

  test('of cleaned days marks those that were filled', async () => {
    const root = await temporaryFolder();
    const day = {
      date: '2024-01-01',
      price: 1,
      marketCap: 2,
      totalVolume: 3,
      filled: false,
      priceFilled: false,
    };
    const path = await saveDays({ root }, { coin: 'bitcoin', vsCurrency: 'usd' }, [
      day,
      { ...day, date: '2024-01-02', filled: true },
    ]);
    expect(await readFile(join(root, path), 'utf8')).toBe(
      'date,price,market_cap,total_volume,filled\n2024-01-01,1,2,3,0\n2024-01-02,1,2,3,1\n',
    );
  });
});
