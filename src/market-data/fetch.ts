import type { Context } from '../context.ts';
import type { Source } from '../domain.ts';
import { SourceError } from '../errors.ts';
import { missingByColumn } from '../features/preprocess.ts';
import type { Fetched, TakenBack } from '../results/fetched.ts';
import { paths } from '../workspace/workspace.ts';
import { type Changes, changesBetween, largestOf } from './changes.ts';
import type { ChartRequest, IngestProgress } from './chart-request.ts';
import { storeChart, undoLastChange } from './chart-store.ts';
import { chooseHistory } from './choose-history.ts';
import { sayFewerDays } from './fewer-days.ts';
import { chartKeyOf, readKnown } from './known-chart.ts';
import { type ChartKey, mergeCharts, priced, type StoredChart } from './stored-chart.ts';

/**
 * Brings a market chart into the workspace, merged with what is there. Where a source broke off, what came is stored
 * all the same: the next fetch goes on from there.
 *
 * @throws {SourceError} where no source that was allowed has the market, or one broke off
 */
export async function* fetchChart(
  request: ChartRequest,
  context: Context,
): AsyncGenerator<IngestProgress, Fetched, void> {
  const { workspace, signal } = context;
  const { history, source, retrieved, cut } = yield* chooseHistory(request, context);
  signal.throwIfAborted();
  const known = await readKnown(workspace, chartKeyOf(request));
  const addition = retrieved ?? (known.stored === undefined ? history : undefined);
  if (addition === undefined) return unchanged(known.stored ?? history, source);
  const fetched = await add(addition, workspace);
  if (cut !== undefined) throw brokenOff(cut, addition);
  yield* sayFewerDays(request, { history, used: priced(history.observations), source });
  return retrieved === undefined ? { ...fetched, source, ...NO_CHANGES } : { ...fetched, source };
}

/** Stores what came in, and says what it changed of what was known. */
export async function add(
  addition: StoredChart,
  workspace: Context['workspace'],
  policy?: 'merge' | 'replace',
): Promise<Fetched> {
  const { whole, stored: earlier } = await readKnown(workspace, addition);
  const { before, after } = await storeChart(workspace, addition, policy);
  const beneath = whole && before && before !== earlier ? mergeCharts(whole, before) : (whole ?? before);
  const merged = beneath === undefined ? after : mergeCharts(beneath, after);
  const changes = changesBetween(beneath?.observations ?? [], merged.observations, addition.observations);
  return { ...summaryOf(after), ...countsOf(changes) };
}

/**
 * Takes the last change of a stored chart back, whether a fetch or an import made it.
 *
 * @throws {MissingError} where there is none
 */
export async function undoChange(key: ChartKey, { workspace }: Context): Promise<TakenBack> {
  const { change, after, left } = await undoLastChange(workspace, key);
  const restored = change.replaced.filter(({ before }) => before !== undefined).length;
  return {
    coin: key.coin,
    vsCurrency: key.vsCurrency,
    undone: {
      source: change.source,
      changedAt: change.changedAt,
      removed: change.replaced.length - restored,
      restored,
    },
    days: after?.observations.length ?? 0,
    from: after?.observations.at(0)?.date ?? null,
    to: after?.observations.at(-1)?.date ?? null,
    left,
    path: paths.storedChart(key),
  };
}

/** How many days became what, and the largest contradiction. */
type Counts = Pick<Fetched, 'added' | 'replaced' | 'unchanged' | 'conflicting' | 'largestConflict'>;

function countsOf({ conflicts, ...counts }: Changes): Counts {
  return { ...counts, conflicting: conflicts.length, largestConflict: largestOf(conflicts) ?? null };
}

const NO_CHANGES = countsOf({ added: 0, replaced: 0, unchanged: 0, conflicts: [] });

function unchanged(stored: StoredChart, source: Source): Fetched {
  return { ...summaryOf(stored), source, ...NO_CHANGES };
}

function summaryOf(chart: StoredChart): Omit<Fetched, keyof Counts> {
  const { coin, vsCurrency, observations } = chart;
  const [first, last] = [observations.at(0), observations.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a stored chart has days');
  return {
    coin,
    vsCurrency,
    source: last.retrieval.source,
    retrievedAt: last.retrieval.retrievedAt,
    from: first.date,
    to: last.date,
    days: observations.length,
    missingByColumn: missingByColumn(observations),
    path: paths.storedChart(chart),
  };
}

function brokenOff(cut: Error, { observations }: StoredChart): Error {
  if (!(cut instanceof SourceError)) return cut;
  return new SourceError({
    code: cut.code,
    message: `${cut.message}; what came, to ${observations.at(-1)?.date}, is stored`,
    hint: 'fetch again: it goes on from there',
    facts: { ...cut.facts, isResumable: 1 },
    cause: cut,
  });
}
