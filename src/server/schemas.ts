import * as v from 'valibot';

const direction = v.pipe(
  v.picklist([0, 1]),
  v.description('1 where tomorrow is expected to be higher, else 0'),
);
const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('P(up)'));
const date = v.pipe(v.string(), v.isoDate());

/** What `POST /predict` answers for one object of feature values. */
export const forecastAnswer = v.object({
  prediction: direction,
  probability,
  coin: v.string(),
  vs_currency: v.string(),
  run_id: v.string(),
  warnings: v.pipe(v.array(v.string()), v.description('Values outside the training range, and stale data')),
  intercept: v.optional(v.number()),
  contributions: v.optional(
    v.pipe(
      v.record(v.string(), v.number()),
      v.description('w·x of each feature in log-odds; with the intercept they add up'),
    ),
  ),
});

/** What `GET /forecast/{coin}` answers. */
export const datedForecastAnswer = v.object({
  ...forecastAnswer.entries,
  as_of: v.pipe(date, v.description('The newest complete day, UTC')),
  for: v.pipe(date, v.description('The day that is forecast, UTC')),
});

/** What `GET /health` answers. */
export const healthAnswer = v.object({
  status: v.picklist(['ok', 'no_model']),
  version: v.string(),
  uptime_seconds: v.number(),
  model: v.nullable(
    v.object({
      run_id: v.string(),
      coin: v.string(),
      vs_currency: v.string(),
      feature_set: v.string(),
      created_at: v.string(),
    }),
  ),
  detail: v.optional(v.string()),
});

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

export type HealthAnswer = v.InferOutput<typeof healthAnswer>;
