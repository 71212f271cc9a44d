import type { Market } from '../domain.ts';
import { type LoggedForecast, loggedForecastSchema } from '../results/logged-forecast.ts';
import { appendJsonLine, type JsonLinesFile, readJsonLines } from './json-lines.ts';
import { paths, type Workspace } from './workspace.ts';

export interface ForecastLog {
  readonly forecasts: readonly LoggedForecast[];
  /** The lines that could not be read, counted from 1. */
  readonly skipped: readonly number[];
}

function fileOf(market: Market): JsonLinesFile<typeof loggedForecastSchema> {
  return { path: paths.forecasts(market), schema: loggedForecastSchema };
}

/** All forecasts of a market that were ever logged, oldest first. */
export async function readForecastLog(workspace: Workspace, market: Market): Promise<ForecastLog> {
  const { entries, skipped } = await readJsonLines(workspace, fileOf(market));
  return { forecasts: entries, skipped };
}

/**
 * Logs a forecast, unless the same run has forecast the same of that day before: the first one stands. Returns whether
 * it was logged.
 */
export async function logForecast(
  workspace: Workspace,
  market: Market,
  forecast: LoggedForecast,
): Promise<boolean> {
  return appendJsonLine(workspace, fileOf(market), {
    entry: forecast,
    isSame: (other) =>
      other.for === forecast.for &&
      other.run === forecast.run &&
      (other.target ?? 'direction') === (forecast.target ?? 'direction') &&
      other.inUse === forecast.inUse,
  });
}
