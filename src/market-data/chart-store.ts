import { isExchange, type Market } from '../domain.ts';
import { MissingError } from '../errors.ts';
import { isCoin } from '../identifiers.ts';
import { withLock } from '../workspace/locks.ts';
import {
  checkOutputs,
  listFolder,
  paths,
  readWhole,
  removeWhole,
  type Workspace,
  writeWhole,
} from '../workspace/workspace.ts';
import { decodeHistory, encodeHistory } from './chart-document.ts';
import { type Change, type History, type Policy, withAddition, withoutLastChange } from './history.ts';
import type { ChartKey, StoredChart } from './stored-chart.ts';

/** The markets of which there is a stored chart, from whichever source, each once. */
export async function storedMarkets(workspace: Workspace): Promise<readonly Market[]> {
  const files = await listFolder(workspace, paths.storedCharts);
  const markets = files.flatMap(({ name }) => {
    const [, coin = '', vsCurrency = '', exchange] = /^(.+)_([a-z]+)(?:\.([a-z]+))?\.json$/.exec(name) ?? [];
    // What else lies there may have any name, which a shell that completes it would act on.
    const isChart = isCoin(coin) && (exchange === undefined || isExchange(exchange));
    return isChart ? [[`${coin}_${vsCurrency}`, { coin, vsCurrency }] as const] : [];
  });
  return [...new Map(markets).values()];
}

/** The coins of which there is a stored chart. */
export async function storedCoins(workspace: Workspace): Promise<readonly string[]> {
  return [...new Set((await storedMarkets(workspace)).map(({ coin }) => coin))];
}

/** The stored chart of a market, or undefined where nothing was ever stored. */
export async function readStoredChart(workspace: Workspace, key: ChartKey): Promise<StoredChart | undefined> {
  return (await readHistory(workspace, key))?.chart;
}

/** What is stored after something was added, and what was stored before. */
export interface Stored {
  readonly before: StoredChart | undefined;
  readonly after: StoredChart;
}

/** Adds a chart to the stored one of its market, whatever another process stored meanwhile. */
export async function storeChart(
  workspace: Workspace,
  chart: StoredChart,
  policy: Policy = 'merge',
): Promise<Stored> {
  return withLock(workspace, paths.storedCharts, async (lock) => {
    const history = await readHistory(workspace, chart);
    const after = withAddition(history, chart, policy);
    await writeWhole(workspace, paths.storedChart(chart), encodeHistory(after), lock);
    return { before: history?.chart, after: after.chart };
  });
}

/**
 * The same of several charts, once it is sure that none of them, and none of the outputs that are written next, leads
 * out of the workspace: all of them are written, or nothing is.
 *
 * @throws {InputError} that names the output that leads out
 */
export async function storeCharts(
  workspace: Workspace,
  charts: readonly StoredChart[],
  outputs: readonly string[] = [],
): Promise<void> {
  await checkOutputs(workspace, [...charts.map(paths.storedChart), ...outputs]);
  for (const chart of charts) await storeChart(workspace, chart);
}

/** What was taken back, and what is stored then; undefined where the stored chart began with that change. */
export interface Undone {
  readonly change: Change;
  readonly before: StoredChart;
  readonly after: StoredChart | undefined;
  /** How many more changes can be taken back. */
  readonly left: number;
}

/**
 * Takes the last change of a stored chart back.
 *
 * @throws {MissingError} where there is none
 */
export async function undoLastChange(workspace: Workspace, key: ChartKey): Promise<Undone> {
  if ((await readHistory(workspace, key)) === undefined) throw nothingToUndo(key);
  return withLock(workspace, paths.storedCharts, async (lock) => {
    const history = await readHistory(workspace, key);
    const change = history?.changes.at(-1);
    if (history === undefined || change === undefined) throw nothingToUndo(key);
    const after = withoutLastChange(history);
    const path = paths.storedChart(key);
    if (after === undefined) await removeWhole(workspace, path, lock);
    else await writeWhole(workspace, path, encodeHistory(after), lock);
    return { change, before: history.chart, after: after?.chart, left: after?.changes.length ?? 0 };
  });
}

async function readHistory(workspace: Workspace, key: ChartKey): Promise<History | undefined> {
  const path = paths.storedChart(key);
  const bytes = await readWhole(workspace, path);
  return bytes && decodeHistory(bytes, path, key);
}

function nothingToUndo({ coin, vsCurrency }: Market): MissingError {
  return new MissingError({
    code: 'nothing_to_undo',
    message: `no change of the stored chart of ${coin} in ${vsCurrency} is kept`,
    hint: 'only what a fetch or an import changed can be taken back',
    facts: { coin, vsCurrency },
  });
}
