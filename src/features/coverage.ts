import { daysBetween } from '../dates.ts';
import { type Day, dayValues, type FeatureSetName, type IsoDate } from '../domain.ts';
import { featureSets } from './engineer.ts';
import type { FeatureSet } from './feature-set.ts';

/** A value whose newest observation is further back than this is no longer what it was filled with. */
const STALE_DAYS = 7;

/** A value that is no longer known: when it was last observed, and how many days ago. */
interface Stale {
  readonly value: string;
  readonly newest: IsoDate;
  readonly age: number;
}

/** What days lack of the values that a feature set looks at beside the price. */
export interface Coverage {
  /** Those that it cannot do without, and that are known on no day. */
  readonly lacking: readonly string[];
  /** Those that are known on no day, whose features are left out. */
  readonly leftOut: readonly string[];
  /** Those that were last observed over 7 days before the newest day, and when. */
  readonly stale: readonly Stale[];
}

/** What days lack of the values that a feature set looks at beside the price. */
export function coverageOf(days: readonly Day[], { looksAt }: FeatureSet): Coverage {
  const [lacking, leftOut, stale]: [string[], string[], Stale[]] = [[], [], []];
  for (const value of ['marketCap', 'totalVolume'] as const) {
    const need = looksAt[value];
    if (need === undefined) continue;
    const isKnown = (day: Day) => day[value] !== null && (need === 'always' || day[value] > 0);
    const newest = days.findLast((day) => isKnown(day) && day.filled[value] === undefined)?.date;
    const name = dayValues[value];
    if (newest === undefined) (need === 'always' ? lacking : leftOut).push(name);
    else {
      const age = daysBetween(newest, days.at(-1)?.date ?? newest);
      if (age > STALE_DAYS) stale.push({ value: name, newest, age });
    }
  }
  return { lacking, leftOut, stale };
}

/** The feature sets that can do with what is known of these days. */
export function setsThatDo(days: readonly Day[]): readonly FeatureSetName[] {
  return Object.values(featureSets)
    .filter((set) => coverageOf(days, set).lacking.length === 0)
    .map(({ name }) => name);
}
