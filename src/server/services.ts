import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from '../context.ts';
import { ExpectedError } from '../errors.ts';
import { marketKey } from '../workspace/in-use.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { type AccessRules, tokenCheck } from './access.ts';
import { ask } from './ask.ts';
import type { Example } from './errands.ts';
import { healthOf } from './health.ts';
import { keptByKey } from './kept-by-key.ts';
import { createMetrics, type MeasuredModel, type Metrics } from './metrics.ts';
import { createModelStore, type ModelStore } from './models.ts';
import type { Log } from './request-log.ts';
import { createForecaster, type ForecastTomorrow } from './tomorrow.ts';
import { createWatch } from './watch.ts';

export interface ServiceSettings {
  readonly rules: AccessRules;
  readonly log: Log;
  /** Whether forecasts of tomorrow are made without the network. */
  readonly offline: boolean;
  /** Whether a forecast of tomorrow that is asked for is logged, to be held against what comes. */
  readonly logsForecasts: boolean;
}

/** What routes answer from. */
export interface Services extends Pick<ServiceSettings, 'logsForecasts'> {
  readonly asksForToken: boolean;
  /** Whether a request may know everything. */
  readonly hasToken: (headers: IncomingHttpHeaders) => boolean;
  /** By the monotonic clock, in milliseconds. */
  readonly startedAt: number;
  readonly models: ModelStore;
  readonly metrics: Metrics;
  readonly forecastTomorrow: ForecastTomorrow;
  /** Feature values to try a run with; undefined where none are known. */
  readonly exampleOf: (run: SavedRun) => Promise<Example | undefined>;
  /** Every model in use and how it is; a problem where the list of them cannot be read. */
  readonly state: () => Promise<State>;
}

interface State {
  readonly measured: readonly MeasuredModel[];
  /** The one trained or chosen last. */
  readonly last: MeasuredModel | undefined;
  readonly problem?: string;
}

export function createServices(context: Context, settings: ServiceSettings): Services {
  const { logsForecasts, log } = settings;
  const { token } = settings.rules;
  const models = createModelStore(context.workspace);
  const watch = createWatch(context, log);
  return {
    asksForToken: token !== undefined,
    hasToken: tokenCheck(token),
    logsForecasts,
    startedAt: performance.now(),
    models,
    metrics: createMetrics(),
    forecastTomorrow: createForecaster(context, settings),
    exampleOf: keptByKey((run: SavedRun) => ask('example', run, context)),
    state: async () => {
      try {
        const { models: served, last } = await models.all();
        const figures = await watch(served);
        const measured = served.map((model): MeasuredModel => {
          const known = figures.get(marketKey(model));
          return {
            health: healthOf(model, known, context.now()),
            features: known?.measured?.features ?? [],
          };
        });
        return { measured, last: last && measured[served.indexOf(last)] };
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        return { measured: [], last: undefined, problem: error.message };
      }
    },
  };
}
