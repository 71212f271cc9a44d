import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import { DAY_MS } from '../../../dates.ts';
import type { Market, MarketTarget, TargetName } from '../../../domain.ts';
import { ExplainedError } from '../../../errors.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { targetsOf } from '../../session/task.ts';
import { readChart } from '../data/effects.ts';
import type { MarketRow, Round, RowForecast } from './state.ts';

/** So many days of prices are drawn beside a market. */
const DRAWN_DAYS = 60;

export const overviewEffects: CreateEffects = ({ job, getState }) => {
  const [listing, rounding] = [job(), job()];
  return (action, before, after) => {
    if (action.type === 'round asked' && before.overview.round === undefined)
      rounding.start((work) => goRound(work, action.kind));
    if (action.type === 'round cancelled' && before.overview.round !== after.overview.round)
      rounding.cancel();
    // Listed when somebody looks, and anew where something on disk is another.
    const { screen, overview } = getState();
    if (screen === 'overview' && !overview.isCurrent && !listing.isRunning()) listing.start(listMarkets);
  };
};

/** Lists the markets that there are prices or a model of, each with its newest price and what its model says. */
export async function listMarkets(work: Work): Promise<void> {
  const { storedMarkets } = await import('../../../market-data/chart-store.ts');
  const { bundledMarkets } = await import('../../../market-data/sources/bundled.ts');
  const { market: shown, runs } = work.getState();
  const trained = runs.list?.runs.map(({ model }) => model) ?? [];
  const stored = await storedMarkets(work.context.workspace);
  const markets = distinct([...bundledMarkets, ...stored, ...trained, shown]);
  const rows: MarketRow[] = [];
  for (const market of markets) {
    work.context.signal.throwIfAborted();
    rows.push(await rowOf(market, work));
  }
  work.dispatch({ type: 'markets listed', rows });
  for (const { market, forecasts } of rows) {
    if (Object.keys(forecasts).length > 0) await measureDrift(market, work);
  }
}

/** Every market once, in the order of the alphabet. */
function distinct(markets: readonly Market[]): readonly Market[] {
  const byName = new Map(
    markets.map(({ coin, vsCurrency }) => [`${coin} ${vsCurrency}`, { coin, vsCurrency }] as const),
  );
  return [...byName.values()].toSorted((a, b) => (a.coin < b.coin ? -1 : 1));
}

async function rowOf(market: Market, work: Work): Promise<MarketRow> {
  const none = {
    market,
    prices: [],
    newest: undefined,
    ageInDays: undefined,
    isStale: false,
    drift: undefined,
  };
  try {
    const { days, quality } = await readChart(market, work.context);
    const prices = days.slice(-DRAWN_DAYS).map(({ price }) => price);
    const { ageInDays, isStale } = quality;
    const chart = { ...none, prices, newest: days.at(-1)?.date, ageInDays, isStale };
    return { ...chart, ...(await forecastsOf(market, work)) };
  } catch (error) {
    return { ...none, forecasts: {}, problem: explained(error).message };
  }
}

/** What the runs in use say of tomorrow, and what they are worth. */
async function forecastsOf(
  market: Market,
  { context }: Work,
): Promise<Pick<MarketRow, 'forecasts' | 'problem'>> {
  const { forecastNewest } = await import('../../../training/forecast-newest.ts');
  const { runVerdictInShort, runVerdictInWords } = await import('../../../text/sentences.ts');
  const forecasts: Partial<Record<TargetName, RowForecast>> = {};
  let problem: string | undefined;
  for (const target of targetsOf(market.coin)) {
    try {
      const run = await runOf({ ...market, target }, context);
      if (run === undefined) continue;
      const request = requestOnDisk(market, 'max');
      const { probability, threshold } = await listen(forecastNewest(run, request, context));
      const trainedAgeInDays = Math.floor((context.now().getTime() - Date.parse(run.createdAt)) / DAY_MS);
      forecasts[target] = {
        probability,
        threshold,
        verdictWords: runVerdictInWords(run),
        verdictInShort: runVerdictInShort(run),
        trainedAgeInDays,
      };
    } catch (error) {
      problem = explained(error).message;
    }
  }
  return { forecasts, problem };
}

/** The run in use for a target of a market; undefined where there is none. */
async function runOf(market: MarketTarget, { workspace }: Context): Promise<SavedRun | undefined> {
  const { NO_MODEL, readRunInUse } = await import('../../../workspace/runs.ts');
  try {
    return await readRunInUse(workspace, market);
  } catch (error) {
    if (error instanceof ExplainedError && error.code === NO_MODEL) return undefined;
    throw error;
  }
}

/** How far the features of a market's runs in use have drifted; where it cannot be measured, Monitor says why. */
async function measureDrift(market: Market, { context, dispatch }: Work): Promise<void> {
  const { driftOfRun } = await import('../../../monitoring/drift-of-run.ts');
  const { prepareMarket, purposeOf } = await import('../../../training/prepare.ts');
  const { requestForRun } = await import('../../../training/run-source.ts');
  const drifted = new Set<string>();
  let isKnown = false;
  for (const target of targetsOf(market.coin)) {
    try {
      const run = await runOf({ ...market, target }, context);
      if (run === undefined) continue;
      const request = requestForRun(requestOnDisk(market, 'max'), run);
      const prepared = await listen(prepareMarket(request, purposeOf(run.model), context));
      const { features, tooFew } = await driftOfRun(run, prepared, context.signal);
      isKnown ||= tooFew === undefined;
      for (const { feature, drifted: isDrifted } of features) if (isDrifted) drifted.add(feature);
    } catch (error) {
      context.signal.throwIfAborted();
      explained(error);
    }
  }
  dispatch({ type: 'drift of market measured', market, drift: { drifted: [...drifted], isKnown } });
}

/** Fetches or trains every market that is listed, one after another; what goes wrong with one stops no other. */
async function goRound(work: Work, kind: Round): Promise<void> {
  const { rows = [] } = work.getState().overview;
  const failed: string[] = [];
  for (const [done, { market }] of rows.entries()) {
    work.dispatch({ type: 'round progressed', done, market });
    try {
      await (kind === 'fetch' ? fetchOne(work, market) : trainOne(work, market));
    } catch (error) {
      work.context.signal.throwIfAborted();
      failed.push(`${market.coin}: ${explained(error).message}`);
    }
  }
  const done = `${kind === 'fetch' ? 'fetched' : 'trained'} ${rows.length - failed.length} of ${rows.length}`;
  work.dispatch({ type: 'round done', message: [done, ...failed].join('; ') });
  work.dispatch({ type: kind === 'fetch' ? 'chart changed elsewhere' : 'runs changed elsewhere' });
}

async function fetchOne({ context, getState }: Work, market: Market): Promise<void> {
  const { fetchChart } = await import('../../../market-data/fetch.ts');
  const request = { ...requestOnDisk(market, getState().days), source: 'coingecko', offline: false } as const;
  await listen(fetchChart({ ...request, refresh: true }, context));
}

async function trainOne({ context, getState }: Work, market: Market): Promise<void> {
  const { days, train: form } = getState();
  const { trainOnThread } = await import('../../../training/training-job.ts');
  await listen(trainOnThread(requestOnDisk(market, days), form.settings, context));
}
