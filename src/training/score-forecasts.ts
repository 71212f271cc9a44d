import type { Context } from '../context.ts';
import type { Instant, IsoDate, Label, TargetName } from '../domain.ts';
import { InputError } from '../errors.ts';
import { accuracyLimitOf } from '../evaluation/high-accuracy.ts';
import { type Judgement, type JudgementSettings, judge } from '../evaluation/judgement.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { dayLosses } from '../evaluation/losses.ts';
import type { DayForecast } from '../evaluation/walk-forward.ts';
import { targets } from '../features/engineer.ts';
import { spanOf } from '../features/span.ts';
import { labelDays } from '../features/targets/target.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest, IngestProgress } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import { type ReadForecast, readForecastFile } from '../market-data/read-forecast-file.ts';
import { sha256 } from '../results/checksummed.ts';
import type { PrintableScore } from '../results/scored.ts';
import { paths } from '../workspace/workspace.ts';
import { changesFrom, volatilitiesOn } from './days-around.ts';
import { enter } from './enter.ts';
import { additionOf, dataOf } from './ledger-additions.ts';
import { type PreparedMarket, prepareMarket } from './prepare.ts';

/** How far from 0 and 1 a forecast is taken to be. */
const SURE = 1e-15;

export interface ScoreSettings extends JudgementSettings {
  readonly target: TargetName;
}

/** Forecasts that anything else made, judged on the days that have an outcome. */
export interface Scored
  extends Judgement,
    Pick<
      PrintableScore,
      'file' | 'coin' | 'vsCurrency' | 'source' | 'retrievedAt' | 'from' | 'to' | 'target' | 'rows' | 'dates'
    > {
  readonly settings: ScoreSettings;
  readonly scoredAt: Instant;
  readonly market: PreparedMarket;
  readonly forecasts: readonly DayForecast[];
  /** What it is worth among all that were made; undefined before it is entered into the ledger. */
  readonly ledger?: Multiplicity;
}

/**
 * Judges the forecasts in a file as those of a walk-forward are judged. Writes nothing.
 *
 * @throws {InputError} where the file cannot be used, or no forecast has an outcome
 */
export async function* scoreForecasts(
  file: string,
  { request, settings }: { readonly request: ChartRequest; readonly settings: ScoreSettings },
  context: Context,
): AsyncGenerator<IngestProgress, Scored, void> {
  const read = await readForecastFile(file, context);
  const target = targets[settings.target];
  const market = yield* prepareMarket(request, { sets: [], target }, context);
  const { chart, days, history } = market;
  const outcomes = outcomesOf(market, settings.target);
  const { forecasts, ...counts } = forecastsOn(read, outcomes);
  if (forecasts.length === 0) {
    throw new InputError({
      code: 'too_few_rows',
      message: `none of the ${read.length} forecasts in ${file === '-' ? 'stdin' : file} has an outcome`,
      hint: 'check their dates, or use more days',
    });
  }
  const changes = target.worth && changesFrom(forecasts, history, target.worth({ ...market, days: history }));
  const judged = {
    forecasts,
    volatilities: volatilitiesOn(forecasts, history),
    changes,
    accuracyLimit: accuracyLimitOf(target.name),
  };
  return {
    market,
    file: file === '-' ? 'stdin' : file,
    ...chart,
    ...spanOf(days),
    target: target.name,
    rows: { forecasts: read.length, evaluated: forecasts.length, ...counts },
    dates: { firstEvaluated: spanOf(forecasts).from, lastEvaluated: spanOf(forecasts).to },
    settings,
    ...(await judge(judged, settings)),
    forecasts,
    scoredAt: context.now().toISOString(),
  };
}

/** What came of a day, and what was known before it. */
interface KnownOutcome {
  readonly actual: Label;
  readonly persistence: Label;
  /** The share of 1s among the outcomes known before; one half until both have come, as no share says more. */
  readonly baseRate: number;
}

/** Of each date of the market that has an outcome. */
function outcomesOf(
  { days, history, companion }: PreparedMarket,
  target: TargetName,
): ReadonlyMap<IsoDate, KnownOutcome> {
  const { labels, persistence } = labelDays(targets[target], { days: history, companion });
  const { from } = spanOf(days);
  const known = new Map<IsoDate, KnownOutcome>();
  let [ones, all] = [0, 0];
  for (const [t, { date }] of history.entries()) {
    const actual = at(labels, t);
    if (actual === null) continue;
    const baseRate = ones === 0 || ones === all ? 0.5 : ones / all;
    if (date >= from) known.set(date, { actual, persistence: at(persistence, t), baseRate });
    ones += actual;
    all += 1;
  }
  return known;
}

function forecastsOn(read: readonly ReadForecast[], outcomes: ReadonlyMap<IsoDate, KnownOutcome>) {
  const dated = read.filter(({ isMisdated }) => !isMisdated);
  const first = new Map<IsoDate, number>();
  for (const { asOf, probability } of dated) if (!first.has(asOf)) first.set(asOf, probability);
  const forecasts = [...first]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([date, probability]): readonly DayForecast[] => {
      const outcome = outcomes.get(date);
      if (outcome === undefined) return [];
      const logOdds = Math.log(within(probability) / (1 - within(probability)));
      return [{ date, probability, logOdds, ...outcome, recentBaseRate: outcome.baseRate }];
    });
  const [from = '', to = ''] = [forecasts.at(0)?.date, forecasts.at(-1)?.date];
  const between = [...outcomes.keys()].filter((date) => date >= from && date <= to);
  return {
    forecasts,
    duplicates: dated.length - first.size,
    misdated: read.length - dated.length,
    hard: forecasts.filter(({ probability }) => probability === 0 || probability === 1).length,
    withoutOutcome: first.size - forecasts.length,
    gaps: between.filter((date) => !first.has(date)).length,
  };
}

/**
 * A probability that is written as 0 or 1 would cost infinitely much where it misses: 1e-15 less, as in scikit-learn.
 */
function within(probability: number): number {
  return Math.min(1 - SURE, Math.max(SURE, probability));
}

/** Writes what a scoring brought in, and enters it into the ledger; says what it is worth among all that were made. */
export async function saveScored(scored: Scored, context: Context): Promise<Multiplicity> {
  const { market, forecasts, target, coin, vsCurrency } = scored;
  context.signal.throwIfAborted();
  await storeCharts(context.workspace, market.retrieved, [paths.ledger]);
  const content = forecasts.map(({ date, probability }) => [date, probability]);
  const addition = additionOf({
    command: 'score',
    recipe: {
      coins: [coin],
      vsCurrency,
      target,
      scheme: 'score',
      featureSet: null,
      settings: { forecasts: sha256(JSON.stringify(content)).slice(0, 16) },
      signals: [],
    },
    data: dataOf(market, market.chart.source),
    days: dayLosses(forecasts).map(({ date, loss, constants }) => ({
      date,
      difference: constants.baseRate - loss,
    })),
  });
  return at(await enter([addition], context), 0);
}
