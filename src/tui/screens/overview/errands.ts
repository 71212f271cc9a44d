import { listen } from '../../../async.ts';
import type { Context } from '../../../context.ts';
import { DAY_MS } from '../../../dates.ts';
import type { Market, MarketTarget, TargetName } from '../../../domain.ts';
import { ExpectedError } from '../../../errors.ts';
import { requestOnDisk } from '../../../market-data/request-on-disk.ts';
import { driftOfRun } from '../../../monitoring/drift-of-run.ts';
import { runVerdictInShort, runVerdictInWords } from '../../../text/sentences.ts';
import { forecastNewest } from '../../../training/forecast-newest.ts';
import { prepareMarket, purposeOf } from '../../../training/prepare.ts';
import { requestForRun } from '../../../training/run-source.ts';
import { NO_MODEL, readRunInUse, type SavedRun } from '../../../workspace/runs.ts';
import { explained } from '../../effects/work.ts';
import { targetsOf } from '../../session/task.ts';
import { readChartOf } from '../data/errands.ts';
import type { MarketRow, RowDrift, RowForecast } from './state.ts';

/** So many days of prices are drawn beside a market. */
const DRAWN_DAYS = 60;

/** A market in one line: its newest price, what its runs in use say of tomorrow. */
export async function readMarket(
  { market }: { readonly market: Market },
  context: Context,
): Promise<MarketRow> {
  const none = {
    market,
    prices: [],
    newest: undefined,
    ageInDays: undefined,
    isStale: false,
    drift: undefined,
  };
  try {
    const { days, quality } = await readChartOf({ market }, context);
    const prices = days.slice(-DRAWN_DAYS).map(({ price }) => price);
    const { ageInDays, isStale } = quality;
    const chart = { ...none, prices, newest: days.at(-1)?.date, ageInDays, isStale };
    return { ...chart, ...(await forecastsOf(market, context)) };
  } catch (error) {
    return { ...none, forecasts: {}, problem: explained(error).message };
  }
}

/** What the runs in use say of tomorrow, and what they are worth. */
async function forecastsOf(
  market: Market,
  context: Context,
): Promise<Pick<MarketRow, 'forecasts' | 'problem'>> {
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
  try {
    return await readRunInUse(workspace, market);
  } catch (error) {
    if (error instanceof ExpectedError && error.code === NO_MODEL) return undefined;
    throw error;
  }
}

/** How far the features of a market's runs in use have drifted; where it cannot be measured, Monitor says why. */
export async function measureDriftOf(
  { market }: { readonly market: Market },
  context: Context,
): Promise<RowDrift> {
  const [all, unlimited, drifted] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const target of targetsOf(market.coin)) {
    try {
      const run = await runOf({ ...market, target }, context);
      if (run === undefined) continue;
      const request = requestForRun(requestOnDisk(market, 'max'), run);
      const prepared = await listen(prepareMarket(request, purposeOf(run.model), context));
      const { features } = await driftOfRun(run, prepared, context.signal);
      for (const { feature, drifted: isDrifted } of features) {
        all.add(feature);
        if (isDrifted === null) unlimited.add(feature);
        if (isDrifted) drifted.add(feature);
      }
    } catch (error) {
      context.signal.throwIfAborted();
      explained(error);
    }
  }
  return { drifted: [...drifted], features: all.size, limited: all.size - unlimited.size };
}
