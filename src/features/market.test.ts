import { describe, expect, it } from 'vitest';
import { readCsv } from '../market-data/sources/files/csv.ts';
import { daysOf } from '../testing/days.ts';
import { hasReference, readReference, referenceCsv, relativeError } from '../testing/reference.ts';
import { engineer, featureSets, labelled } from './engineer.ts';
import { preprocess } from './preprocess.ts';

interface FeatureReference {
  readonly file: string;
  readonly features: readonly string[];
  readonly feature_set: keyof typeof featureSets;
  readonly rows: { readonly usable: number };
  readonly first_dates: readonly string[];
  readonly first_row: Readonly<Record<string, number>>;
  readonly last_row: Readonly<Record<string, number>>;
}

const cases = [
  'bitcoin-731-returns',
  'btc-max-returns',
  'btc-max-market',
  'eth-max-returns',
  'eth-max-market',
];

describe.runIf(hasReference)('feature rows agree with pandas', () => {
  it.each(cases)('%s', async (name) => {
    const reference = readReference<FeatureReference>(`walk-forward-${name}.json`);
    const daysIn = async (file: string) => preprocess((await readCsv(referenceCsv({ file }))).observations);
    const days = await daysIn(reference.file);
    const bitcoin = reference.file.startsWith('eth') ? await daysIn('btc-usd-max.csv') : undefined;
    const { features, rows } = engineer(days, featureSets[reference.feature_set], bitcoin);
    const usable = labelled(rows);

    expect(features).toEqual(reference.features);
    expect(usable).toHaveLength(reference.rows.usable);
    expect(usable[0]?.date).toBe(reference.first_dates[0]);
    for (const [row, expected] of [
      [usable[0], reference.first_row],
      [usable.at(-1), reference.last_row],
    ] as const) {
      for (const [j, feature] of features.entries()) {
        const [value = Number.NaN, target = Number.NaN] = [row?.values[j], expected[feature]];
        if (value !== target) expect(relativeError(value, target), feature).toBeLessThan(1e-9);
      }
    }
  });
});

describe('the set market', () => {
  const market = featureSets.market;

  it('looks at bitcoin beside every coin but bitcoin itself', () => {
    expect(market.companionOf?.({ coin: 'ethereum', vsCurrency: 'eur' })).toEqual({
      coin: 'bitcoin',
      vsCurrency: 'eur',
    });
    expect(market.companionOf?.({ coin: 'bitcoin', vsCurrency: 'usd' })).toBeUndefined();
  });

  it("has no row on a date that bitcoin's days do not reach", () => {
    const prices = Array.from({ length: 100 }, (_, t) => 100 + ((t * 7) % 11));
    const days = daysOf(prices);
    const whole = engineer(days, market, days);
    const shorter = engineer(days, market, days.slice(0, -3));
    expect(whole.rows.length - shorter.rows.length).toBe(3);
  });

  it('has no row while the price stands still: no deviation to measure a move by', () => {
    const days = daysOf(new Array<number>(120).fill(1));
    expect(engineer(days, market).rows).toHaveLength(0);
  });
});

describe('the set returns', () => {
  it('carries volume forward over a day without any', () => {
    const prices = Array.from({ length: 40 }, (_, t) => 100 + ((t * 7) % 11));
    const volumes = prices.map((_, t) => (t === 38 ? 0 : 1e9 * (t + 1)));
    const { features, rows } = engineer(daysOf(prices, { volumes }), featureSets.returns);
    const change = features.indexOf('volume_change_1');
    expect(rows.at(-2)?.values[change]).toBe(0);
    expect(rows.at(-1)?.values[change]).toBeCloseTo(Math.log(40 / 38), 12);
  });
});
