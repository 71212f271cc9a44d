import * as v from 'valibot';
import { targetNames } from '../domain.ts';
import type { Described } from './codec.ts';
import { finite, instant, isoDate, share } from './values.ts';

/** A forecast as it was made, before its outcome was known: a line of `data/forecasts/{coin}_{vs}.jsonl`. */
export const loggedForecastSchema = v.object({
  madeAt: instant,
  asOf: isoDate,
  for: isoDate,
  run: v.string(),
  /** Whether the run was in use when it was made; undefined where version 0.1.0 logged it. */
  inUse: v.optional(v.boolean()),
  /** What is forecast; undefined where version 0.1.0 logged it: the direction. */
  target: v.optional(v.picklist(targetNames)),
  features: v.record(v.string(), finite),
  probability: share,
  /** P(up) of the run's base rate, which the forecast has to beat. */
  baseRate: share,
});

export type LoggedForecast = Described<typeof loggedForecastSchema>;
