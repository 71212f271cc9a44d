import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FeatureRow } from '../domain.ts';
import { temporaryFolder } from '../testing/context.ts';
import { featureCsv, saveDays } from './tables.ts';

const row = (values: readonly number[], target: 0 | 1 | null = 1): FeatureRow => ({
  date: '2024-01-01',
  values,
  target,
  persistence: 0,
  priceFilled: false,
});

describe('a CSV file of this program', () => {
  test('leaves a target that is unknown empty', () => {
    expect(featureCsv({ features: ['x'], rows: [row([1], null)], target: 'direction' })).toBe(
      'timestamp,x,target_price_up\n2024-01-01,1,\n',
    );
  });

  test('of cleaned days names the columns that were filled', async () => {
    const root = await temporaryFolder();
    const day = {
      date: '2024-01-01',
      price: 1,
      marketCap: 2,
      totalVolume: 3,
      filled: {},
    };
    const path = await saveDays({ root }, { coin: 'bitcoin', vsCurrency: 'usd', source: 'bundled' }, [
      day,
      { ...day, date: '2024-01-02', filled: { price: 'forward', totalVolume: 'backward' } },
      { ...day, date: '2024-01-03', marketCap: null },
    ]);
    expect(await readFile(join(root, path), 'utf8')).toBe(
      'date,price,market_cap,total_volume,filled\n2024-01-01,1,2,3,\n2024-01-02,1,2,3,price total_volume\n2024-01-03,1,,3,\n',
    );
  });
});
