import * as v from 'valibot';
import { featureSetNames, targetNames } from '../domain.ts';
import { type DeepReadonly, type JsonOf, printedAs, toJson } from './codec.ts';
import { skillSchema } from './metrics.ts';
import { usedSignalSchema } from './signal.ts';
import { count, finite, isoDate, marketEntries, notNegative } from './values.ts';

/** One way to train: what is searched over. `window` is how many of the newest rows are trained on. */
const recipe = {
  featureSet: v.picklist(featureSetNames),
  l2: notNegative,
  window: v.union([count, v.literal('all')]),
};

const tried = v.object({ ...recipe, logLoss: finite });

/** What `tune --format json` prints. */
export const tunedSchema = v.object({
  scheme: v.literal('nested_walk_forward'),
  ...marketEntries,
  target: v.picklist(targetNames),
  delay: count,
  /** The signals beside the features of each set; none where it is left out. */
  signals: v.optional(v.array(usedSignalSchema)),
  choice: tried,
  standard: printedAs('default', tried),
  outer: v.object({
    days: count,
    from: isoDate,
    to: isoDate,
    tunedLogLoss: finite,
    standardLogLoss: printedAs('default_log_loss', finite),
    baseRateLogLoss: finite,
    gain: printedAs('gain_over_default', skillSchema),
    skill: skillSchema,
  }),
  recipesUsed: count,
  changes: v.array(v.object({ from: isoDate, ...recipe })),
  tried: v.array(tried),
});

type Printed = DeepReadonly<v.InferInput<typeof tunedSchema>>;
/** In the program no window is null, in JSON it is `all`. */
type Windowed<T> = Omit<T, 'window'> & { readonly trainWindow: number | null };

type Tuned = Omit<Printed, 'scheme' | 'choice' | 'standard' | 'changes' | 'tried'> & {
  readonly choice: Windowed<Printed['choice']>;
  readonly standard: Windowed<Printed['standard']>;
  readonly changes: readonly Windowed<Printed['changes'][number]>[];
  readonly tried: readonly Windowed<Printed['choice']>[];
};

export function tunedJson(tuned: Tuned): JsonOf<typeof tunedSchema> {
  return toJson(tunedSchema, {
    ...tuned,
    scheme: 'nested_walk_forward',
    choice: windowed(tuned.choice),
    standard: windowed(tuned.standard),
    changes: tuned.changes.map(windowed),
    tried: tuned.tried.map(windowed),
  });
}

function windowed<Recipe extends { readonly trainWindow: number | null }>(recipe: Recipe) {
  return { ...recipe, window: recipe.trainWindow ?? ('all' as const) };
}
