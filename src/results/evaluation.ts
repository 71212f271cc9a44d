import * as v from 'valibot';
import { featureSetNames, ROLLING_DAYS, sources, targetNames, verdicts } from '../domain.ts';
import { blockLength } from '../evaluation/bootstrap.ts';
import { highAccuracies } from '../evaluation/high-accuracy.ts';
import type { DocumentKind } from './checksummed.ts';
import { type DeepReadonly, type Described, inline, type JsonOf, printedAs, toJson } from './codec.ts';
import { knownDaysSchema } from './known-days.ts';
import { multiplicitySchema } from './ledger.ts';
import { calibrationSchema, metricsSchema, skillSchema, testSchema } from './metrics.ts';
import { usedSignalSchema } from './signal.ts';
import {
  coin,
  count,
  countByColumn,
  currency,
  finite,
  instant,
  interval,
  isoDate,
  notNegative,
  positive,
  readAs,
  share,
} from './values.ts';

const backtest = {
  threshold: share,
  feeBps: notNegative,
  strategy: performance(),
  buyAndHold: performance(),
};

function performance() {
  return v.object({
    totalReturn: finite,
    sharpe: v.nullable(finite),
    maxDrawdown: finite,
    trades: count,
    exposure: share,
  });
}

/** What was evaluated: of which market, with which features and settings. */
const subject = {
  coin,
  vsCurrency: currency,
  source: v.picklist(sources),
  from: isoDate,
  to: isoDate,
  /** Walk-forwards of the first version forecast the direction, without delay. */
  target: v.optional(v.picklist(targetNames), 'direction'),
  delay: v.optional(count, 0),
  featureSet: v.picklist(featureSetNames),
  /** The signals among the features; none where it is left out. */
  signals: v.optional(v.array(usedSignalSchema)),
  l2: v.union([notNegative, v.literal('auto')]),
  halfLife: v.union([positive, v.literal('none')]),
  /** How many of the newest rows before a forecast trained it. */
  window: v.optional(v.union([count, v.literal('all')]), 'all'),
  folds: count,
};

/** How it did: what is kept as well as printed. An old file may lack what is optional. */
const judgement = {
  metrics: metricsSchema,
  pValueEveryConstant: v.optional(v.nullable(share), null),
  verdict: v.picklist(verdicts),
  highAccuracy: v.optional(v.nullable(v.picklist(highAccuracies)), null),
  unconvergedFolds: v.optional(count, 0),
};

/**
 * `data/evaluations/{coin}_{vs}_{set}.json`: the newest walk-forward of a market with a feature set; `…_{set}_csv.json`
 * of a file named by `--from`.
 */
export const evaluationDocument = {
  name: 'evaluation',
  version: 1,
  remedy: 'delete it, or evaluate again',
  schema: v.object({
    evaluatedAt: instant,
    ...subject,
    /** The days that it was made from; not kept by the first version. */
    known: v.optional(knownDaysSchema),
    ...judgement,
    /** Null where the target cannot be traded. */
    backtest: v.nullable(v.object(backtest)),
    baselines: inline(v.object({ baseRate: metricsSchema })),
    skill: inline(skillSchema),
  }),
} as const satisfies DocumentKind<v.GenericSchema>;

/** What is kept of a walk-forward: how a feature set with its settings did on a market. */
export type EvaluationSummary = Described<typeof evaluationDocument.schema>;

/** The skill with the test behind its p-value. */
const testedSkill = inline(
  v.object({
    ...skillSchema.entries,
    dieboldMariano: testSchema,
  }),
);

/** The skill over some of the days. */
const part = { n: count, skill: finite, t: v.nullable(finite) };

/** What `evaluate --format json` prints of one market with one feature set. */
export const evaluationSchema = v.object({
  scheme: v.literal('walk_forward'),
  ...subject,
  retrievedAt: instant,
  readAs: v.optional(readAs),
  features: v.array(v.string()),
  rows: v.object({
    days: count,
    filled: count,
    filledByColumn: countByColumn,
    usable: count,
    initialTrain: count,
    step: count,
    evaluated: count,
  }),
  dates: v.object({
    usable: printedAs('first_usable', isoDate),
    firstEvaluated: isoDate,
    lastEvaluated: isoDate,
  }),
  ...judgement,
  accuracyBlockInterval: printedAs('accuracy_bootstrap_ci95', interval),
  baselines: v.object({
    baseRate: metricsSchema,
    recentBaseRate: metricsSchema,
    coinFlip: metricsSchema,
    alwaysUp: metricsSchema,
    majority: metricsSchema,
    persistence: metricsSchema,
    contrarian: metricsSchema,
  }),
  skill: testedSkill,
  pesaranTimmermann: v.nullable(v.object({ statistic: finite, pValue: share })),
  /** The test against each constant. */
  dieboldMarianoConstants: v.object({
    baseRate: testSchema,
    recentBaseRate: testSchema,
    coinFlip: testSchema,
  }),
  clarkWest: testSchema,
  byYear: v.array(v.object({ year: count, ...part })),
  byVolatility: v.array(v.object({ from: notNegative, to: notNegative, ...part })),
  daysToDetect: v.nullable(notNegative),
  looksLeaky: v.boolean(),
  backtest: v.nullable(
    v.object({
      ...backtest,
      breakEvenFeeBps: v.nullable(finite),
      sharpeDifference: v.nullable(v.object({ value: finite, interval: printedAs('ci95', interval) })),
    }),
  ),
  calibration: calibrationSchema,
  calibrationFit: v.nullable(
    v.object({ intercept: finite, slope: finite, interceptSe: notNegative, slopeSe: notNegative }),
  ),
  expectedCalibrationError: share,
  expectedCalibrationErrorIfPerfect: share,
  confidence: printedAs(
    'accuracy_by_confidence',
    v.array(
      v.object({
        n: count,
        meanConfidence: share,
        accuracy: share,
        interval: printedAs('accuracy_ci95', interval),
      }),
    ),
  ),
  rolling: printedAs(
    'rolling_skill',
    v.object({ days: count, points: v.array(v.object({ date: isoDate, logLossSkill: finite })) }),
  ),
  bootstrap: v.object({ seed: count, resamples: count, blockLength: count }),
  forecasts: v.array(
    v.object({
      date: isoDate,
      probability: share,
      logOdds: finite,
      baseRate: share,
      actual: printedAs('target', v.picklist([0, 1])),
    }),
  ),
  evaluatedAt: instant,
  ledger: v.optional(multiplicitySchema),
});

type Printed = DeepReadonly<v.InferInput<typeof evaluationSchema>>;

/** A whole walk-forward, of which some things are printed under another roof. */
export type PrintableEvaluation = Omit<
  Printed,
  'scheme' | 'skill' | 'rolling' | 'bootstrap' | 'looksLeaky' | 'dieboldMarianoConstants'
> & {
  readonly comparison: { readonly tests: Printed['dieboldMarianoConstants'] };
  readonly skill: Described<typeof skillSchema> &
    Pick<Printed['skill']['dieboldMariano'], 'statistic' | 'lag'>;
  readonly rolling: Printed['rolling']['points'];
  readonly settings: Omit<Printed['bootstrap'], 'blockLength'>;
};

export function evaluationJson(evaluation: PrintableEvaluation): JsonOf<typeof evaluationSchema> {
  return toJson(evaluationSchema, {
    ...evaluation,
    scheme: 'walk_forward',
    ...judgedParts(evaluation),
  });
}

/** What is printed of a judgement under another roof. */
export function judgedParts({
  highAccuracy,
  comparison,
  skill,
  rolling,
  settings,
  rows,
}: JudgedParts): Pick<Printed, 'skill' | 'rolling' | 'bootstrap' | 'looksLeaky' | 'dieboldMarianoConstants'> {
  return {
    looksLeaky: highAccuracy === 'looks_leaky',
    dieboldMarianoConstants: comparison.tests,
    skill: { ...skill, dieboldMariano: skill },
    rolling: { days: ROLLING_DAYS, points: rolling },
    bootstrap: { ...settings, blockLength: blockLength(rows.evaluated) },
  };
}

type JudgedParts = Pick<
  PrintableEvaluation,
  'highAccuracy' | 'comparison' | 'skill' | 'rolling' | 'settings'
> & { readonly rows: Pick<Printed['rows'], 'evaluated'> };

/** What is printed of several coins as one. */
const pooledSchema = v.object({
  coins: v.array(v.string()),
  days: count,
  skill: testedSkill,
  pValueEveryConstant: v.nullable(share),
  verdict: v.picklist(verdicts),
});

type Pooled = Omit<Described<typeof pooledSchema>, 'skill'> &
  PrintableEvaluation['skill'] & { readonly featureSet: string };

/** The evaluations of coins with feature sets, and those of several coins pooled. */
export interface PrintableEvaluations {
  readonly evaluations: readonly PrintableEvaluation[];
  readonly pooled: readonly Pooled[];
}

/**
 * What `evaluate --format json` prints: of one coin and one feature set its evaluation; of several coins `coins` and
 * `pooled`; of several feature sets `feature_sets`, each what it alone would print, over the same days.
 */
export function evaluatedJson({ evaluations, pooled }: PrintableEvaluations): object {
  const sets = [...new Set(evaluations.map(({ featureSet }) => featureSet))];
  const ofSet = sets.map((set) =>
    coinsJson(
      set,
      evaluations.filter(({ featureSet }) => featureSet === set),
      pooled.find(({ featureSet }) => featureSet === set),
    ),
  );
  const [only] = ofSet;
  return ofSet.length === 1 && only ? only : { scheme: 'walk_forward', feature_sets: ofSet };
}

function coinsJson(
  featureSet: string,
  evaluations: readonly PrintableEvaluation[],
  pooled: Pooled | undefined,
): object {
  const [only] = evaluations;
  if (evaluations.length === 1 && only) return evaluationJson(only);
  return {
    scheme: 'walk_forward',
    feature_set: featureSet,
    coins: evaluations.map(evaluationJson),
    pooled: pooled && pooledJson(pooled),
  };
}

export function pooledJson(pooled: Pooled): JsonOf<typeof pooledSchema> {
  return toJson(pooledSchema, { ...pooled, skill: { ...pooled, dieboldMariano: pooled } });
}
