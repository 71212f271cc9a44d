import * as v from 'valibot';
import { targetNames, verdicts } from '../domain.ts';
import { jsonForm } from '../results/codec.ts';
import { datedForecastSchema, forecastSchema } from '../results/forecast.ts';
import { monitorStatuses } from '../results/monitored.ts';

const described = <Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

/** How a model in use is, the worst last. */
export const modelStatuses = ['ok', 'stale_data', 'damaged'] as const;

/** A model in use, as `GET /health` says it. */
const modelHealth = v.object({
  coin: v.string(),
  vs_currency: v.string(),
  target: v.picklist(targetNames),
  run_id: v.string(),
  status: described(
    v.picklist(modelStatuses),
    'stale_data: the newest day is over 36 hours old, or yet to come',
  ),
  detail: described(v.nullable(v.string()), 'What is damaged'),
  feature_set: v.nullable(v.string()),
  created_at: v.nullable(v.string()),
  model_age_hours: v.nullable(v.number()),
  data_to: described(v.nullable(v.string()), 'The newest day of its market with a known price'),
  data_age_hours: v.nullable(v.number()),
  verdict: v.nullable(v.picklist(verdicts)),
  live: described(
    v.nullable(
      v.object({
        resolved: v.number(),
        log_loss: v.nullable(v.number()),
        base_rate_log_loss: v.nullable(v.number()),
      }),
    ),
    'Its logged forecasts compared with what happened; null until measured',
  ),
  drift: described(v.nullable(v.picklist(monitorStatuses)), 'What monitor says; null until measured'),
});

/** What `GET /health` answers. */
export const healthAnswer = v.object({
  status: described(v.picklist([...modelStatuses, 'no_model']), 'The worst status of the models in use'),
  version: v.string(),
  uptime_seconds: v.number(),
  model: described(v.nullable(modelHealth), 'The model trained or chosen last'),
  models: v.array(modelHealth),
  detail: v.optional(v.string()),
});

export type HealthAnswer = v.InferOutput<typeof healthAnswer>;
export type ModelHealth = v.InferOutput<typeof modelHealth>;

/** What a forecast answers, from values that were sent, and of tomorrow. */
export const forecastAnswer = jsonForm(forecastSchema);
export const datedForecastAnswer = jsonForm(datedForecastSchema);

/** What an error answers. */
export const errorAnswer = v.object({ detail: v.string() });

/** What a 422 answers. */
export const validationErrorAnswer = v.object({
  detail: v.array(
    v.object({
      loc: v.array(v.union([v.string(), v.number()])),
      msg: v.string(),
      type: v.string(),
    }),
  ),
});
