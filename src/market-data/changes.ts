import { toldApart } from '../counts.ts';
import type { IsoDate, Observation } from '../domain.ts';
import { type Notice, notice } from './notice.ts';

/** A settled day for which two retrievals disagree about the price. */
export interface Conflict {
  readonly date: IsoDate;
  readonly older: number;
  readonly newer: number;
}

/** What came in of a market, beside what was known of it. */
export interface Changes {
  /** Days that were not known, neither stored nor bundled. */
  readonly added: number;
  /** Known days of which a value is another now. */
  readonly replaced: number;
  /** Known days as they were. */
  readonly unchanged: number;
  /** Replaced days whose prices differ by over 1 %. */
  readonly conflicts: readonly Conflict[];
}

const CONFLICT_SHARE = 0.01;

/** How a chart became another one by what came in: the days of `incoming`, before and after. */
export function changesBetween(
  before: readonly Observation[],
  after: readonly Observation[],
  incoming: readonly Observation[],
): Changes {
  const [known, merged] = [byDate(before), byDate(after)];
  let [added, replaced, unchanged] = [0, 0, 0];
  for (const { date } of incoming) {
    const [old, now] = [known.get(date), merged.get(date)];
    if (old === undefined) added += 1;
    else if (now === undefined || isSameDay(old, now)) unchanged += 1;
    else replaced += 1;
  }
  return { added, replaced, unchanged, conflicts: conflictsBetween(before, incoming) };
}

/** The days on which the prices of two charts differ by over 1 %. */
export function conflictsBetween(
  older: readonly Observation[],
  newer: readonly Observation[],
): readonly Conflict[] {
  const known = byDate(older);
  return newer.flatMap(({ date, price }) => {
    const before = known.get(date)?.price ?? null;
    if (price === null || before === null || Math.abs(price - before) <= CONFLICT_SHARE * before) return [];
    return [{ date, older: before, newer: price }];
  });
}

/** The conflict in which the prices are furthest apart. */
export function largestOf(conflicts: readonly Conflict[]): Conflict | undefined {
  const farness = ({ older, newer }: Conflict) => Math.abs(Math.log(newer / older));
  return conflicts.toSorted((a, b) => farness(b) - farness(a))[0];
}

/** Reports the settled days whose prices a new retrieval changes by over 1 %. */
export function* reportConflicts(
  known: readonly Observation[],
  retrieved: readonly Observation[],
): Generator<Notice, void, void> {
  const conflicts = conflictsBetween(known, retrieved);
  const [first] = conflicts;
  if (first === undefined) return;
  const others = conflicts.length > 1 ? ` and ${conflicts.length - 1} more` : '';
  const [older, newer] = toldApart([first.older, first.newer]);
  yield notice(
    `${first.date}${others}: the new price differs by over 1 % from the stored one (${older} → ${newer}); the newer is used`,
  );
}

/** Whether all values of a day are the same. */
export function isSameDay(a: Observation, b: Observation): boolean {
  return a.price === b.price && a.marketCap === b.marketCap && a.totalVolume === b.totalVolume;
}

function byDate(observations: readonly Observation[]): ReadonlyMap<IsoDate, Observation> {
  return new Map(observations.map((observation) => [observation.date, observation]));
}
