import * as v from 'valibot';
import type { Instant, IsoDate, Market } from '../domain.ts';
import { finite, instant, isoDate, share } from '../results/values.ts';
import { appendToJournal, type Journal, readJournal } from './journals.ts';
import { paths, type Workspace } from './workspace.ts';

/** A forecast as it was made, before its outcome was known. */
export interface LoggedForecast {
  readonly madeAt: Instant;
  readonly asOf: IsoDate;
  readonly for: IsoDate;
  readonly run: string;
  readonly features: Readonly<Record<string, number>>;
  readonly probability: number;
  /** P(up) of the run's base rate, which the forecast has to beat. */
  readonly baseRate: number;
}

export interface ForecastLog {
  readonly forecasts: readonly LoggedForecast[];
  /** The lines that could not be read, counted from 1. */
  readonly skipped: readonly number[];
}

const entrySchema = v.object({
  made_at: instant,
  as_of: isoDate,
  for: isoDate,
  run: v.string(),
  features: v.record(v.string(), finite),
  probability: share,
  base_rate: share,
});

function journalOf(market: Market): Journal<typeof entrySchema> {
  return { path: paths.forecasts(market), schema: entrySchema };
}

/** All forecasts of a market that were ever logged, oldest first. */
export async function readForecastLog(workspace: Workspace, market: Market): Promise<ForecastLog> {
  const { entries, skipped } = await readJournal(workspace, journalOf(market));
  return {
    skipped,
    forecasts: entries.map(({ made_at, as_of, base_rate, ...entry }) => ({
      ...entry,
      madeAt: made_at,
      asOf: as_of,
      baseRate: base_rate,
    })),
  };
}

/**
 * Logs a forecast, unless the same run has forecast the same day before: the first one stands. Returns whether it
 * was logged.
 */
export async function logForecast(
  workspace: Workspace,
  market: Market,
  forecast: LoggedForecast,
): Promise<boolean> {
  return appendToJournal(workspace, journalOf(market), {
    entry: {
      made_at: forecast.madeAt,
      as_of: forecast.asOf,
      for: forecast.for,
      run: forecast.run,
      features: { ...forecast.features },
      probability: forecast.probability,
      base_rate: forecast.baseRate,
    },
    isSame: (other) => other.for === forecast.for && other.run === forecast.run,
  });
}
