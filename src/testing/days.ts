import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { addDays } from '../dates.ts';
import type { Day, IsoDate } from '../domain.ts';
import { seededRandom } from '../evaluation/random.ts';
import { temporaryFolder } from './context.ts';

/** Cleaned days with these prices, one after another; nothing was filled. */
export function daysOf(
  prices: readonly number[],
  { from = '2024-01-01', volumes = [] }: { from?: IsoDate; volumes?: readonly number[] } = {},
): readonly Day[] {
  return prices.map((price, t) => ({
    date: addDays(from, t),
    price,
    marketCap: price * 19e6,
    totalVolume: volumes[t] ?? 1e9 + (t % 5) * 1e8,
    filled: {},
  }));
}

/** Days of any prices and volumes, some volumes 0. */
export function anyDays(count: { readonly min: number; readonly max: number }): fc.Arbitrary<readonly Day[]> {
  const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
  const volume = fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e11, noNaN: true }));
  return fc.array(fc.tuple(price, volume), { minLength: count.min, maxLength: count.max }).map((pairs) =>
    daysOf(
      pairs.map(([p]) => p),
      { volumes: pairs.map(([, v]) => v) },
    ),
  );
}

/** A CSV file of so many days of prices that wander at random, the same ones each time. */
export async function wanderingCsv(count: number, seed = 1): Promise<string> {
  const random = seededRandom(seed);
  let price = 1000;
  const rows = Array.from({ length: count }, (_, t) => {
    price *= Math.exp((random() - 0.5) / 10);
    return `${addDays('2012-01-01', t)},${price},${price * 19e6},${1e9 * (1 + random())}`;
  });
  const file = join(await temporaryFolder(), 'wandering.csv');
  await writeFile(file, ['date,price,market_cap,total_volume', ...rows].join('\n'));
  return file;
}

/**
 * 130 days of two waves on a trend, which any language can compute: with a = `phase`,
 * price = 100·exp(0.05·sin(1.7t + a) + 0.03·sin(0.31t(1 + a)) + 0.002t), volume = 1e9·(1.5 + cos(2.3t + a)).
 */
export function wavyDays(phase = 0): readonly Day[] {
  return Array.from({ length: 130 }, (_, t) => {
    const waves = 0.05 * Math.sin(1.7 * t + phase) + 0.03 * Math.sin(0.31 * t * (1 + phase));
    const price = 100 * Math.exp(waves + 0.002 * t);
    return {
      date: addDays('2024-01-01', t),
      price,
      marketCap: price * 19e6 * (1 + t / 1000),
      totalVolume: 1e9 * (1.5 + Math.cos(2.3 * t + phase)),
      filled: {},
    };
  });
}
