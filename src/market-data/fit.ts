import { addDays } from '../dates.ts';
import type { IsoDate, Observation } from '../domain.ts';
import { median } from './median.ts';
import { priced } from './stored-chart.ts';

/** Why a file cannot be the history of a market that is known already. */
export type Misfit =
  | {
      /** Another coin, currency or unit: over half of the common days differ by over 5 %. */
      readonly kind: 'other prices';
      readonly common: number;
      readonly differing: number;
      readonly example: Example;
      /** The median of the file's price over the known one. */
      readonly ratio: number;
    }
  | {
      /** Each price is a day off: the prices of the day's end, taken for those of its start, or the reverse. */
      readonly kind: 'other days';
      readonly common: number;
      /** How many days later the file fits: 1 or −1. */
      readonly shift: 1 | -1;
      readonly example: Example;
    };

/** A day that both have. */
export interface Example {
  readonly date: IsoDate;
  readonly known: number;
  readonly imported: number;
}

const LEAST_COMMON_DAYS = 10;
const LARGEST_DIFFERENCE = 0.05;
const SHIFTED_SHARE = 1 / 5;
/** Differences of conversion are no evidence of anything. */
const NOISE = 1e-9;
const LARGEST_VOLUME_RATIO = 3;
const NEIGHBOURS = 7;

/** How a file's days fail to fit known ones; undefined where they fit, or share too few days to say. */
export function misfitOf(
  known: readonly Observation[],
  imported: readonly Observation[],
): Misfit | undefined {
  const pairs = pairsOf(known, imported, 0);
  const common = pairs.length;
  if (common < LEAST_COMMON_DAYS) return undefined;
  const difference = medianDifference(pairs);
  for (const shift of [1, -1] as const) {
    const shifted = pairsOf(known, imported, shift);
    const isFar = difference > NOISE && shifted.length >= LEAST_COMMON_DAYS;
    if (isFar && medianDifference(shifted) < SHIFTED_SHARE * difference) {
      return { kind: 'other days', common, shift, example: farthest(pairs) };
    }
  }
  const differing = pairs.filter(
    ({ known: before, imported: after }) => Math.abs(after - before) > LARGEST_DIFFERENCE * before,
  );
  if (differing.length <= common / 2) return undefined;
  const ratio = median(pairs.map((pair) => pair.imported / pair.known));
  return { kind: 'other prices', common, differing: differing.length, example: farthest(differing), ratio };
}

/**
 * By which factor a file's volumes differ from known ones of the same days, or else of the nearest within a week, in
 * the median: 1 or more; undefined where there is nothing to compare.
 */
export function volumeFactor(
  known: readonly Observation[],
  imported: readonly Observation[],
): number | undefined {
  const volumes = new Map(
    known.flatMap(({ date, totalVolume }) => (totalVolume ? [[date, totalVolume] as const] : [])),
  );
  if (volumes.size === 0) return undefined;
  const ratiosAt = (offsets: readonly number[]) =>
    imported.flatMap(({ date, totalVolume }) => {
      const near = offsets.map((days) => volumes.get(addDays(date, days))).find((v) => v !== undefined);
      return totalVolume && near !== undefined ? [totalVolume / near] : [];
    });
  const same = ratiosAt([0]);
  const ratios = same.length > 0 ? same : ratiosAt(neighbourhood);
  if (ratios.length === 0) return undefined;
  const ratio = median(ratios);
  return Math.max(ratio, 1 / ratio);
}

const neighbourhood = Array.from({ length: NEIGHBOURS }, (_, i) => [i + 1, -i - 1]).flat();

/** Whether a file's volumes are of another kind than the known ones. */
export function isOtherVolume(factor: number | undefined): boolean {
  return factor !== undefined && factor > LARGEST_VOLUME_RATIO;
}

function pairsOf(
  known: readonly Observation[],
  imported: readonly Observation[],
  shift: number,
): readonly Example[] {
  const prices = new Map(priced(known).map(({ date, price }) => [date, price]));
  return priced(imported).flatMap(({ date: ownDate, price }) => {
    const date = shift === 0 ? ownDate : addDays(ownDate, shift);
    const before = prices.get(date);
    return before === undefined ? [] : [{ date, known: before, imported: price }];
  });
}

function medianDifference(pairs: readonly Example[]): number {
  return median(pairs.map(differenceOf));
}

function differenceOf({ known, imported }: Example): number {
  return Math.abs(Math.log(imported / known));
}

function farthest(pairs: readonly Example[]): Example {
  return pairs.reduce((most, pair) => (differenceOf(pair) > differenceOf(most) ? pair : most));
}
