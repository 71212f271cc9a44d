import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Label } from '../domain.ts';
import { addEvidence, logEValue, logMean, lossAt, noEvidence } from './e-process.ts';
import { seededRandom } from './random.ts';

const logOdds = fc.double({ min: -6, max: 6, noNaN: true });
const pair = fc.record({
  challenger: logOdds,
  inUse: logOdds,
  actual: fc.constantFrom<Label>(0, 1),
  margin: fc.double({ min: 0, max: 0.3, noNaN: true }),
});

describe('the log loss of log-odds', () => {
  it('is −log of the probability given to what came', () => {
    expect(lossAt(Math.log(4), 1)).toBeCloseTo(-Math.log(0.8), 14);
    expect(lossAt(Math.log(4), 0)).toBeCloseTo(-Math.log(0.2), 14);
    expect(lossAt(0, 0)).toBeCloseTo(Math.LN2, 14);
  });

  it('is finite where the probability rounds to 0 or 1', () => {
    expect(lossAt(1000, 0)).toBe(1000);
    expect(lossAt(-1000, 0)).toBe(0);
  });
});

describe('evidence for a challenger', () => {
  it('is 1 before anything was seen, and stays 1 where both always forecast the same', () => {
    expect(logEValue(noEvidence)).toBe(0);
    const same = { challenger: 0.3, inUse: 0.3, actual: 1, margin: 0 } as const;
    expect(logEValue(addEvidence(noEvidence, [same, same]))).toBe(0);
  });

  it('of two days, by hand', () => {
    // The run in use says 0.2, the challenger 0.8: they lose the same at one half, so a bet on one half is none.
    const odds = { challenger: Math.log(4), inUse: -Math.log(4), margin: 0 };
    const evidence = addEvidence(noEvidence, [
      { ...odds, actual: 1 },
      { ...odds, actual: 0 },
    ]);
    expect(evidence.rows).toBe(2);
    expect(evidence.coinFlip).toBe(0);
    expect(evidence.challenger).toBeCloseTo(Math.log(0.8 / 0.5) + Math.log(0.2 / 0.5), 14);
  });

  it('of a day on which one half lies on the side of the challenger, by hand', () => {
    // The run in use says 0.2, the challenger 0.5: with d = ln(2.5) at a 1, ln(0.625) at a 0, the mean is 0 at
    // p* = 0.470004 / (0.470004 + 0.916291) = 0.339036.
    const odds = { challenger: 0, inUse: -Math.log(4), margin: 0 };
    const [zero, one] = ([0, 1] as const).map((actual) => addEvidence(noEvidence, [{ ...odds, actual }]));
    for (const bet of ['coinFlip', 'challenger'] as const) {
      expect(Math.exp(one?.[bet] ?? Number.NaN)).toBeCloseTo(0.5 / 0.339036, 5);
      expect(Math.exp(zero?.[bet] ?? Number.NaN)).toBeCloseTo(0.5 / 0.660964, 5);
    }
  });

  it('asks for the margin', () => {
    // With 0.1 asked for, p* = (0.470004 + 0.1) / (0.470004 + 0.916291) = 0.411170.
    const { coinFlip } = addEvidence(noEvidence, [
      { challenger: 0, inUse: -Math.log(4), actual: 1, margin: 0.1 },
    ]);
    expect(Math.exp(coinFlip)).toBeCloseTo(0.5 / 0.41117, 5);
    // More is asked for than the challenger can be better by, whatever comes.
    for (const inUse of [0.1, -0.1]) {
      const asked = { challenger: 0, inUse, actual: 0, margin: 0.5 } as const;
      expect(addEvidence(noEvidence, [asked])).toEqual({ rows: 1, coinFlip: 0, challenger: 0 });
    }
  });

  it('is the mean of both bets', () => {
    expect(Math.exp(logEValue({ rows: 40, coinFlip: Math.log(3), challenger: Math.log(5) }))).toBeCloseTo(
      4,
      12,
    );
  });

  it('of two accounts is the mean of both', () => {
    expect(Math.exp(logMean([Math.log(3), Math.log(0.5)]))).toBeCloseTo(1.75, 14);
    expect(logMean([2000, 0])).toBeCloseTo(2000 - Math.LN2, 9);
  });

  it('is finite however large the sums are, and however sure forecasts are', () => {
    expect(logEValue({ rows: 1, coinFlip: 5000, challenger: 10 })).toBeCloseTo(5000 - Math.LN2, 9);
    expect(logEValue({ rows: 1, coinFlip: -5000, challenger: -6000 })).toBeCloseTo(-5000 - Math.LN2, 9);
    for (const [challenger, inUse] of [
      [0, 1000],
      [1000, 0],
      [-1000, 1000],
      [1e-300, -1e-300],
    ] as const) {
      for (const actual of [0, 1] as const) {
        const evidence = addEvidence(noEvidence, [{ challenger, inUse, actual, margin: 0 }]);
        expect([evidence.coinFlip, evidence.challenger].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('bets nothing where one outcome is worth just the margin', () => {
    for (const [challenger, actual] of [
      [1, 1],
      [-1, 0],
    ] as const) {
      const margin = lossAt(0, actual) - lossAt(challenger, actual);
      for (const came of [0, 1] as const) {
        const evidence = addEvidence(noEvidence, [{ challenger, inUse: 0, actual: came, margin }]);
        expect(evidence).toEqual({ rows: 1, coinFlip: 0, challenger: 0 });
      }
    }
  });

  it('does not depend on how days are grouped into decisions', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), fc.nat(20), (pairs, cut) => {
        const whole = addEvidence(noEvidence, pairs);
        const parts = addEvidence(addEvidence(noEvidence, pairs.slice(0, cut)), pairs.slice(cut));
        expect(parts.rows).toBe(whole.rows);
        expect(parts.coinFlip).toBeCloseTo(whole.coinFlip, 9);
        expect(parts.challenger).toBeCloseTo(whole.challenger, 9);
      }),
    );
  });

  it('is expected to be at most 1 a day later, wherever the challenger is better by the margin at most', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const margin = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(logOdds, logOdds, share, margin, (challenger, inUse, up, asked) => {
        const d = (actual: Label) => lossAt(inUse, actual) - lossAt(challenger, actual);
        fc.pre(up * d(1) + (1 - up) * d(0) <= asked);
        const eValueAfter = (actual: Label) =>
          Math.exp(logEValue(addEvidence(noEvidence, [{ challenger, inUse, actual, margin: asked }])));
        expect(up * eValueAfter(1) + (1 - up) * eValueAfter(0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('is expected to grow where the challenger tells the truth, and where the truth is one half beyond it', () => {
    const growth = (up: number, bet: 'coinFlip' | 'challenger') => {
      const odds = { challenger: -0.2, inUse: 1, margin: 0 };
      const logAfter = (actual: Label) => addEvidence(noEvidence, [{ ...odds, actual }])[bet];
      return up * logAfter(1) + (1 - up) * logAfter(0);
    };
    expect(growth(1 / (1 + Math.exp(0.2)), 'challenger')).toBeGreaterThan(0.03);
    expect(growth(0.5, 'coinFlip')).toBeGreaterThan(0.01);
  });

  it('reaches 10 in at most 10 % of 1,000 years in which neither is better, looked at every day', () => {
    const random = seededRandom(7);
    let reached = 0;
    for (let year = 0; year < 1000; year++) {
      let evidence = noEvidence;
      let highest = 0;
      for (let day = 0; day < 365; day++) {
        // The chance of a 1 is where both lose the same on average.
        const [challenger, inUse] = [random() - 0.2, 2 * random() - 1.5];
        const d = (actual: Label) => lossAt(inUse, actual) - lossAt(challenger, actual);
        const actual = random() < -d(0) / (d(1) - d(0)) ? 1 : 0;
        evidence = addEvidence(evidence, [{ challenger, inUse, actual, margin: 0 }]);
        highest = Math.max(highest, logEValue(evidence));
      }
      if (highest >= Math.log(10)) reached += 1;
    }
    expect(reached).toBeLessThanOrEqual(100);
    expect(reached).toBeGreaterThan(5);
  });
});
