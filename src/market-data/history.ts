import type { Instant, IsoDate } from '../domain.ts';
import { isSameDay } from './changes.ts';
import {
  mergeCharts,
  nextNumber,
  type Retrieval,
  replaceDays,
  type StoredChart,
  type StoredObservation,
  withDays,
} from './stored-chart.ts';

/** A stored chart, and what its last changes replaced. */
export interface History {
  readonly chart: StoredChart;
  /** The newest last. */
  readonly changes: readonly Change[];
}

/** One fetch or import that changed days. */
export interface Change {
  readonly source: Retrieval['source'];
  readonly changedAt: Instant;
  readonly replaced: readonly Replaced[];
}

/** A day that was changed, and what it was before; undefined where it was not there. */
export interface Replaced {
  readonly date: IsoDate;
  readonly before: StoredObservation | undefined;
}

/** How the days of an addition meet days that are there: value by value, or each as a whole. */
export type Policy = 'merge' | 'replace';

/** Not more changes are kept, nor more replaced days, the newest change aside: a file stays small. */
const MOST_CHANGES = 30;
const MOST_REPLACED = 20_000;

/** A history with an addition, which gets the next number, whatever the clock says. */
export function withAddition(
  history: History | undefined,
  addition: StoredChart,
  policy: Policy = 'merge',
): History {
  const numbered = renumbered(addition, nextNumber(history?.chart));
  const before: StoredChart = history?.chart ?? { ...addition, observations: [] };
  const chart = policy === 'replace' ? replaceDays(before, numbered) : mergeCharts(before, numbered);
  const change = changeBetween(before, chart, addition);
  const changes = history?.changes ?? [];
  return { chart, changes: change === undefined ? changes : bounded([...changes, change]) };
}

/** A history without its last change; undefined where nothing is left of it. */
export function withoutLastChange({ chart, changes }: History): History | undefined {
  const last = changes.at(-1);
  if (last === undefined) return { chart, changes };
  const days = new Map(chart.observations.map((observation) => [observation.date, observation]));
  for (const { date, before } of last.replaced) {
    if (before === undefined) days.delete(date);
    else days.set(date, before);
  }
  const restored = withDays(chart, days.values());
  return restored.observations.length === 0 ? undefined : { chart: restored, changes: changes.slice(0, -1) };
}

function renumbered(addition: StoredChart, number: number): StoredChart {
  const retrievals = new Map<Retrieval, Retrieval>();
  const renumber = (retrieval: Retrieval): Retrieval => {
    const known = retrievals.get(retrieval) ?? { ...retrieval, number };
    retrievals.set(retrieval, known);
    return known;
  };
  return {
    ...addition,
    observations: addition.observations.map((each) => ({ ...each, retrieval: renumber(each.retrieval) })),
  };
}

function changeBetween(before: StoredChart, after: StoredChart, addition: StoredChart): Change | undefined {
  const retrieval = addition.observations.at(0)?.retrieval;
  const old = new Map(before.observations.map((each) => [each.date, each]));
  const now = new Map(after.observations.map((each) => [each.date, each]));
  const replaced = [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((date): Replaced[] => {
    const [was, is] = [old.get(date), now.get(date)];
    return was !== undefined && is !== undefined && isSameDay(was, is) ? [] : [{ date, before: was }];
  });
  if (retrieval === undefined || replaced.length === 0) return undefined;
  return { source: retrieval.source, changedAt: retrieval.retrievedAt, replaced };
}

function bounded(changes: readonly Change[]): readonly Change[] {
  const kept: Change[] = [];
  let replaced = 0;
  for (const change of changes.toReversed()) {
    replaced += change.replaced.length;
    if (kept.length > 0 && (kept.length >= MOST_CHANGES || replaced > MOST_REPLACED)) break;
    kept.unshift(change);
  }
  return kept;
}
