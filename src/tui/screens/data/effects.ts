import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../../context.ts';
import type { Days, Market } from '../../../domain.ts';
import { ExpectedError } from '../../../errors.ts';
import { parseCurrency } from '../../../identifiers.ts';
import type { ChartRequest, IngestProgress } from '../../../market-data/chart-request.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { ask } from '../../effects/ask.ts';
import { expandHome } from '../../effects/expand-home.ts';
import { fetchHints, firstFetchHints, type Hints } from '../../effects/hints.ts';
import { type CreateEffects, explained, submittedTo, type Work } from '../../effects/work.ts';
import { searchForCoins } from './search.ts';
import type { ShownChart } from './state.ts';

export const dataEffects: CreateEffects = ({ job, dispatch }) => {
  const [loading, fetching, importing, searching] = [job(), job(), job(), job()];
  return (action, before, after) => {
    if (action.type === 'started' || before.market !== after.market) {
      // What is on disk at once; then, behind it, up to date.
      fetching.cancel();
      loading.start(async (work) => {
        await loadChart(work);
        if (!work.getState().data.chart?.isFresh) work.dispatch({ type: 'fetch asked' });
      });
    }
    if (action.type === 'chart changed elsewhere') loading.start(loadChart);
    if (before.days !== after.days) dispatch({ type: 'fetch asked' });
    if (action.type === 'fetch asked' && before.data.fetch !== after.data.fetch) fetching.start(fetchMarket);
    if (action.type === 'fetch cancelled') fetching.cancel();
    const file = submittedTo('import', before, after);
    if (file !== undefined) importing.start((work) => importFile(work, file));
    if (action.type === 'replacing import asked')
      importing.start((work) => importFile(work, action.file, { replace: true }));
    if (action.type === 'undo asked') importing.start(undoLastChange);
    const unknown = submittedTo('search', before, after);
    if (unknown !== undefined) importing.start((work) => chooseUnknown(work, { coin: unknown }));
    const currency = submittedTo('data', before, after);
    if (currency !== undefined)
      importing.start((work) => chooseUnknown(work, { vsCurrency: parseCurrency(currency) }));
    const isSearching = after.editing?.target.kind === 'search';
    if (isSearching && (action.type === 'edit started' || action.type === 'edited'))
      searching.start(searchForCoins);
    if (!isSearching && before.editing?.target.kind === 'search') searching.cancel();
  };
};

/** Shows everything that is on disk of the market, the bundled snapshot included. */
export async function loadChart({ context, getState, dispatch }: Work): Promise<void> {
  const { market } = getState();
  try {
    const chart = await readChart(market, context);
    // What is shown already is not shown anew: other screens would begin again.
    if (!isSameChart(getState().data.chart, chart)) dispatch({ type: 'chart loaded', chart });
  } catch (error) {
    dispatch({ type: 'chart missing', ...explained(error, { not_stored: '' }) });
  }
}

function isSameChart(shown: ShownChart | undefined, { days, source, quality }: ShownChart): boolean {
  return isDeepStrictEqual([shown?.days, shown?.source, shown?.quality], [days, source, quality]);
}

/** @throws {ExpectedError} where nothing is on disk */
export function readChart(market: Market, context: Context): Promise<ShownChart> {
  return ask('chart', { market }, context);
}

/** Brings the stored chart up to date from CoinGecko, and shows it. */
export async function fetchMarket(work: Work): Promise<void> {
  const { context, dispatch } = work;
  const { market, days } = work.getState();
  const { plural } = await import('../../../text/format.ts');
  const request: ChartRequest = {
    ...requestOnDisk(market, days),
    source: 'coingecko',
    offline: false,
    refresh: true,
  };
  try {
    const added = await fetchInto(request, context, (progress) => {
      if (progress.kind !== 'notice')
        dispatch({ type: 'fetch progressed', progress, now: context.now().getTime() });
    });
    const chart = await readChart(market, context);
    dispatch({ type: 'chart loaded', chart });
    const message = `Data from CoinGecko: ${plural(added, 'new day')}, to ${chart.days.at(-1)?.date}.`;
    dispatch({ type: 'fetch done', message });
  } catch (error) {
    const isStored = work.getState().data.chart !== undefined;
    dispatch({ type: 'fetch failed', ...explained(error, isStored ? fetchHints : firstFetchHints) });
  }
}

/** Brings a stored chart up to date on the other thread; returns how many days are new. */
export async function fetchInto(
  request: ChartRequest,
  context: Context,
  hear?: (progress: IngestProgress) => void,
): Promise<number> {
  return ask('fetch', { request, coingecko: await context.coingecko() }, context, hear);
}

/**
 * Chooses a coin that no search has found, or a currency, where there are prices of it, on disk or at the source; else
 * stays. A currency is chosen, too, where the source cannot be asked: a file may have prices in it.
 */
export async function chooseUnknown(work: Work, unknown: Partial<Market>): Promise<void> {
  const { context, getState, dispatch } = work;
  const { market, days } = getState();
  const wanted = { ...market, ...unknown };
  let problem: string | undefined;
  try {
    await bringSome(wanted, days, context);
  } catch (error) {
    const { message, hint } = explained(error);
    const isOfNobody = error instanceof ExpectedError && error.code === 'unknown_currency';
    if (unknown.coin !== undefined || isOfNobody) problem = `${message}; ${hint}`;
  }
  // Whoever went back meanwhile has chosen nothing.
  if (getState().editing?.isBusy !== true) return;
  if (problem !== undefined) return dispatch({ type: 'edit refused', problem });
  dispatch({ type: 'edit done' });
  dispatch({ type: 'market chosen', market: wanted });
}

/** Prices of a market on disk, from the source where there are none yet. */
async function bringSome(market: Market, days: Days, context: Context): Promise<void> {
  try {
    await readChart(market, context);
  } catch (error) {
    explained(error);
    await fetchInto({ ...requestOnDisk(market, days), source: 'coingecko', offline: false }, context);
  }
}

/** A file named - is a file here: stdin belongs to the keys. */
function pathOf(file: string, context: Context): string {
  return file === '-' ? './-' : expandHome(file, context);
}

/** What flags alone can say of a file. */
const importHints: Hints = {
  unknown_form:
    'rename its columns to date and price, or leave with q and name them: crypto-predict fetch --from FILE --columns',
  not_daily:
    'use a file with a price a day, or leave with q and say when its prices are of: crypto-predict fetch --from FILE --prices-at',
};

/**
 * Merges a file into the stored chart of the market. What is wrong with it is said at the prompt; where it does not
 * fit what is stored, it is asked whether its days shall win all the same.
 */
export async function importFile(
  work: Work,
  file: string,
  { replace }: { readonly replace: boolean } = { replace: false },
): Promise<void> {
  const { context, dispatch } = work;
  const { market } = work.getState();
  const { plural } = await import('../../../text/format.ts');
  const notices: string[] = [];
  try {
    const request = { ...market, file: pathOf(file, context), replace };
    const { added, replaced } = await ask('import', request, context, ({ message }) => {
      notices.push(message);
    });
    dispatch({ type: 'edit done' });
    const chart = await readChart(market, context);
    dispatch({ type: 'chart loaded', chart: { ...chart, notices: [...chart.notices, ...notices] } });
    const message = `Imported: ${plural(added, 'new day')}, ${replaced} replaced; the history has ${plural(chart.days.length, 'day')}, to ${chart.days.at(-1)?.date}.`;
    dispatch({ type: 'fetch done', message });
  } catch (error) {
    const { message, hint } = explained(error, importHints);
    dispatch({ type: 'edit refused', problem: `${message}; ${hint}` });
    if (!(error instanceof ExpectedError) || error.code !== 'does_not_fit') return;
    const text = `${message}. Import it all the same? Its days win; u takes it back.`;
    dispatch({ type: 'asked', question: { text, yes: { type: 'replacing import asked', file } } });
  }
}

/** Takes the last change of the stored chart back, and shows what is left. */
export async function undoLastChange(work: Work): Promise<void> {
  const { context, dispatch } = work;
  const { undoChange } = await import('../../../market-data/fetch.ts');
  const { plural } = await import('../../../text/format.ts');
  try {
    const { undone } = await undoChange({ ...work.getState().market, exchange: undefined }, context);
    await loadChart(work);
    const message = `Taken back: ${plural(undone.removed, 'day')} removed, ${undone.restored} as before.`;
    dispatch({ type: 'fetch done', message });
  } catch (error) {
    dispatch({ type: 'fetch failed', ...explained(error) });
  }
}
