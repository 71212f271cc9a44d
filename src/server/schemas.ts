import * as v from 'valibot';

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
