import { describe, expect, it } from 'vitest';
import { readFile } from '../market-data/sources/files/chart-file.ts';
import {
  bitcoinCsv,
  coinOf,
  type Reference,
  referenceCsv,
  references,
  relativeError,
} from '../testing/reference.ts';
import { engineer, featureSets, labelled, targets } from './engineer.ts';
import { preprocess } from './preprocess.ts';

const cases = references('train', 'walk').filter(([, { days }]) => days === 'max');

describe('feature rows agree with pandas', () => {
  it.each(cases)('%s', async (_, reference) => {
    const { days, companion } = await marketOf(reference);
    const { features, rows } = engineer(days, featureSets[reference.feature_set], {
      companion,
      target: targets[reference.target],
      delay: reference.delay,
    });
    const usable = labelled(rows);

    expect(features).toEqual(reference.features);
    expect(usable).toHaveLength(reference.usable);
    expect(usable.at(0)?.date).toBe(reference.first_date);
    expect(usable.at(-1)?.date).toBe(reference.last_date);
    const positive = usable.filter(({ target }) => target === 1).length;
    expect(positive / usable.length).toBe(reference.positive_share);
    for (const [row, expected] of [
      [usable.at(0), reference.first_row],
      [usable.at(-1), reference.last_row],
    ] as const) {
      expect(Object.keys(expected)).toEqual(features);
      for (const [j, feature] of features.entries()) {
        const [actual = Number.NaN, value = Number.NaN] = [row?.values[j], expected[feature]];
        expect(relativeError(actual, value), feature).toBeLessThan(1e-9);
      }
    }
  });
});

async function marketOf(reference: Reference) {
  const daysIn = async (file: string) =>
    preprocess((await readFile({ file, vsCurrency: 'usd' })).observations);
  return {
    days: await daysIn(referenceCsv(reference)),
    companion: coinOf(reference) === 'bitcoin' ? undefined : await daysIn(bitcoinCsv()),
  };
}
