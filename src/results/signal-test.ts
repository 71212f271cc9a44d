import * as v from 'valibot';
import { featureSetNames, targetNames } from '../domain.ts';
import { highAccuracies } from '../evaluation/high-accuracy.ts';
import { signalVerdicts } from '../evaluation/signal-test.ts';
import { type Described, type JsonOf, printedAs, toJson } from './codec.ts';
import { testSchema } from './metrics.ts';
import { usedSignalSchema } from './signal.ts';
import { count, finite, instant, interval, isoDate, marketEntries, notNegative, share } from './values.ts';

const p = v.nullable(share);
const gain = v.object({ gain: finite, pValue: p });
const placebo = v.nullable(v.object({ shifts: count, amounts: v.array(count), pValue: share }));

/** How the outcomes lie by the values of one signal. */
const association = {
  rankCorrelation: v.object({
    value: v.nullable(finite),
    interval: printedAs('ci95', v.nullable(interval)),
  }),
  quintiles: v.array(
    v.object({
      from: finite,
      to: finite,
      n: count,
      share: v.nullable(share),
      meanReturn: v.nullable(finite),
    }),
  ),
  weight: v.object({ mean: finite, sameSignShare: share }),
};

/** What the number of tests made of a market and target does to a p-value. */
const standing = v.object({ evaluations: count, pValueHolm: p, pValueSpa: p });

const testedCoin = v.object({
  ...marketEntries,
  from: isoDate,
  to: isoDate,
  rows: v.object({ usable: count, initialTrain: count, step: count, evaluated: count }),
  folds: count,
  dates: v.object({ firstEvaluated: isoDate, lastEvaluated: isoDate }),
  logLoss: v.object({ with: notNegative, without: notNegative }),
  accuracy: v.object({ with: share, without: share }),
  ...gain.entries,
  clarkWest: testSchema,
  timing: v.array(v.object({ lag: v.pipe(finite, v.integer()), gain: v.nullable(finite), pValue: p })),
  placebo,
  dayDelayed: printedAs('delay_1', v.nullable(gain)),
  byYear: v.array(v.object({ year: count, n: count, skill: finite, t: v.nullable(finite) })),
  ...association,
  /** The same of each signal, where several were tested together; the fields above are those of the first. */
  bySignal: v.array(v.object({ signal: v.string(), ...association })),
  turnover: v.nullable(notNegative),
  breakEvenFeeBps: v.nullable(finite),
  daysToDetect: v.nullable(notNegative),
  highAccuracy: v.nullable(v.picklist(highAccuracies)),
  ledger: standing,
  verdict: v.picklist(signalVerdicts),
});

/** What `test --format json` prints. */
export const signalTestSchema = v.object({
  signals: v.array(usedSignalSchema),
  target: v.picklist(targetNames),
  /** `none` where the signals alone were held against the base rate. */
  featureSet: v.picklist([...featureSetNames, 'none']),
  seed: count,
  coins: v.array(testedCoin),
  /** Null where one coin was tested. */
  pooled: v.nullable(
    v.object({
      /** How many dates there are, whatever the number of coins on each. */
      days: count,
      ...gain.entries,
      placebo,
      /** The smallest of the coins' p-values, corrected for their number. */
      pValueHolm: p,
    }),
  ),
  ledger: standing,
  verdict: v.picklist(signalVerdicts),
  testedAt: instant,
});

export type SignalTest = Described<typeof signalTestSchema>;
export type TestedCoin = SignalTest['coins'][number];

export function signalTestJson(test: SignalTest): JsonOf<typeof signalTestSchema> {
  return toJson(signalTestSchema, test);
}
