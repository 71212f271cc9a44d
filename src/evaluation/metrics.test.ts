import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wave } from '../testing/wave.ts';
import { wilsonInterval } from './intervals.ts';
import { lossOf, matthewsCorrelation, measure, type Outcome, rocAuc } from './metrics.ts';

const outcome = fc.record({
  probability: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  actual: fc.constantFrom<0 | 1>(0, 1),
});
const outcomes = fc.array(outcome, { minLength: 1, maxLength: 60 });

function outcomesOf(...pairs: readonly (readonly [probability: number, actual: 0 | 1])[]): Outcome[] {
  return pairs.map(([probability, actual]) => ({ probability, actual }));
}

describe('the metrics', () => {
  it('count right and wrong calls, up from one half on', () => {
    const metrics = measure(outcomesOf([0.5, 1], [0.9, 0], [0.49, 0], [0.1, 1], [0.6, 1]));
    expect(metrics.confusion).toEqual({ tp: 2, fp: 1, tn: 1, fn: 1 });
    expect(metrics.accuracy).toBeCloseTo(3 / 5);
    expect(metrics.precision).toBeCloseTo(2 / 3);
    expect(metrics.recall).toBeCloseTo(2 / 3);
    expect(metrics.balancedAccuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2);
  });

  it('agree with scikit-learn', () => {
    const metrics = measure(wave);
    expect(metrics.confusion).toEqual({ tp: 16, fp: 5, tn: 12, fn: 7 });
    const expected = {
      accuracy: 0.7,
      balancedAccuracy: 0.70076726342711,
      precision: 0.7619047619047619,
      recall: 0.6956521739130435,
      f1: 0.7272727272727272,
      rocAuc: 0.7084398976982097,
      logLoss: 0.631905985655993,
      brier: 0.22004094516738998,
      mcc: 0.3974887357244869,
    };
    for (const [name, value] of Object.entries(expected)) {
      expect(metrics[name as keyof typeof expected], name).toBeCloseTo(value, 12);
    }
    expect(metrics.accuracyInterval[0]).toBeCloseTo(0.5456998118185505, 12);
    expect(metrics.accuracyInterval[1]).toBeCloseTo(0.8192515477025348, 12);
  });

  it('have an MCC of 0 where a margin is empty, and an F1 of 0 where every 1 was missed', () => {
    const { mcc, f1, precision } = measure(outcomesOf([0.2, 1], [0.3, 0]));
    expect([mcc, f1, precision]).toEqual([0, 0, null]);
  });

  it('have a loss where a probability rounds to 0 or 1, by its log-odds', () => {
    const missed = { probability: 1, logOdds: 800, actual: 0 } as const;
    const hit = { probability: 0, logOdds: -40, actual: 0 } as const;
    expect(lossOf(missed)).toBe(800);
    expect(lossOf({ ...missed, actual: 1 })).toBe(0);
    expect(lossOf(hit)).toBeCloseTo(Math.exp(-40), 30);
    expect(measure([missed, hit]).logLoss).toBeCloseTo(400, 9);
  });

  it('lose the same by log-odds as by the probability', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.constantFrom<0 | 1>(0, 1),
        (logOdds, actual) => {
          const probability = 1 / (1 + Math.exp(-logOdds));
          const direct = -Math.log(actual === 1 ? probability : 1 / (1 + Math.exp(logOdds)));
          expect(lossOf({ probability, logOdds, actual })).toBeCloseTo(direct, 12);
        },
      ),
    );
  });

  it('are null where they are undefined', () => {
    const ups = measure(outcomesOf([0.2, 1], [0.3, 1]));
    expect(ups.rocAuc).toBeNull();
    expect(ups.balancedAccuracy).toBeNull();
    expect(ups.precision).toBeNull();
    const downs = measure(outcomesOf([0.2, 0], [0.3, 0]));
    expect([downs.recall, downs.f1, downs.balancedAccuracy]).toEqual([null, null, null]);
  });

  it('give a hard forecast no log loss', () => {
    expect(measure(outcomesOf([1, 1], [0, 0])).logLoss).toBeNull();
    expect(measure(outcomesOf([1, 1], [0.5, 0])).logLoss).toBeNull();
    expect(measure(outcomesOf([0, 0], [0.5, 0])).logLoss).toBeNull();
  });

  it('give a constant forecast the AUC of chance, by ties', () => {
    expect(measure(outcomesOf([0.4, 1], [0.4, 0], [0.4, 0])).rocAuc).toBe(0.5);
    // Of six pairs, 0.4 beats 0.1 and ties once, 0.6 beats 0.4 and 0.1 and ties once.
    const twice = outcomesOf([0.4, 1], [0.4, 0], [0.6, 1], [0.6, 0], [0.1, 0]);
    expect(measure(twice).rocAuc).toBeCloseTo(4 / 6, 12);
  });

  it('stay within their ranges and are never NaN', () => {
    fc.assert(
      fc.property(outcomes, (some) => {
        const { confusion, accuracyInterval, n, ...rest } = measure(some);
        const { mcc, logLoss, ...shares } = rest;
        expect(confusion.tp + confusion.fp + confusion.tn + confusion.fn).toBe(n);
        expect(Math.abs(mcc)).toBeLessThanOrEqual(1 + 1e-12);
        expect(logLoss).toBeGreaterThan(0);
        for (const share of Object.values(shares)) {
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(accuracyInterval[0]).toBeLessThanOrEqual(rest.accuracy);
        expect(accuracyInterval[1]).toBeGreaterThanOrEqual(rest.accuracy);
      }),
    );
  });

  it('count each pair of an up and a down day for the AUC', () => {
    fc.assert(
      fc.property(outcomes, (some) => {
        const ups = some.filter(({ actual }) => actual === 1);
        const downs = some.filter(({ actual }) => actual === 0);
        const pairs = ups.flatMap((up) =>
          downs.map((down) => (Math.sign(up.probability - down.probability) + 1) / 2),
        );
        const auc = rocAuc(some);
        if (pairs.length === 0) expect(auc).toBeNull();
        else expect(auc).toBeCloseTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length, 12);
      }),
    );
  });

  it('give no correlation where a margin of the confusion matrix is empty', () => {
    expect(matthewsCorrelation({ tp: 5, fp: 3, tn: 0, fn: 0 })).toBe(0);
    expect(matthewsCorrelation({ tp: 5, fp: 0, tn: 3, fn: 0 })).toBe(1);
    expect(matthewsCorrelation({ tp: 0, fp: 3, tn: 0, fn: 5 })).toBe(-1);
  });
});

describe("Wilson's interval", () => {
  it.each([
    [37, 67, 0.4335761280049216, 0.6652360663870319],
    [521, 966, 0.5078109179593282, 0.570552405559976],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
  ])('of %d in %d agrees with scipy', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval[0]).toBeCloseTo(low, 12);
    expect(interval[1]).toBeCloseTo(high, 12);
  });

  it('stays inside [0, 1] where all or none succeed', () => {
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(10, 10)[1]).toBe(1);
  });
});
