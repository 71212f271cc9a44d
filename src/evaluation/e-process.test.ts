import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../domain.ts';
import { addEvidence, type ForecastPair, logEValue, logMean, lossAt, noEvidence } from './e-process.ts';
import { seededRandom } from './random.ts';

const logOdds = fc.double({ min: -6, max: 6, noNaN: true });
const pair = fc.record({
  challenger: logOdds,
  inUse: logOdds,
  actual: fc.constantFrom<Direction>(0, 1),
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
    // The run in use says 0.2, the challenger one half; it goes up, then down. d = ln(0.5/0.2), then ln(0.5/0.8).
    const odds = { challenger: 0, inUse: Math.log(0.25) };
    const evidence = addEvidence(noEvidence, [
      { ...odds, actual: 1, margin: 0 },
      { ...odds, actual: 0, margin: 0.1 },
    ]);
    const advantage = Math.log(2.5) + Math.log(0.625) - 0.1;
    expect(evidence.rows).toBe(2);
    expect(evidence.advantage).toBeCloseTo(advantage, 14);
    expect(evidence.variance).toBeCloseTo(2 * (Math.log(4) / 2) ** 2, 14);
    const wealth = [0.125, 0.25, 0.5, 1].map((bet) =>
      Math.exp(bet * advantage - (bet ** 2 * Math.log(4) ** 2) / 4),
    );
    expect(Math.exp(logEValue(evidence))).toBeCloseTo(wealth.reduce((sum, value) => sum + value, 0) / 4, 14);
  });

  it('of sums given as numbers', () => {
    // exp(1 − 1/8) = 2.398875, exp(2 − ½) = 4.481689, exp(4 − 2) = 7.389056, exp(8 − 8) = 1; their mean is 3.817405.
    expect(Math.exp(logEValue({ rows: 40, advantage: 8, variance: 16 }))).toBeCloseTo(3.817405, 6);
  });

  it('of two accounts is the mean of both', () => {
    expect(Math.exp(logMean([Math.log(3), Math.log(0.5)]))).toBeCloseTo(1.75, 14);
    expect(logMean([2000, 0])).toBeCloseTo(2000 - Math.LN2, 9);
  });

  it('is finite however large the sums are', () => {
    expect(logEValue({ rows: 1, advantage: 5000, variance: 10 })).toBeCloseTo(5000 - 5 - Math.log(4), 9);
    expect(logEValue({ rows: 1, advantage: -5000, variance: 10 })).toBeCloseTo(
      -625 - 10 / 128 - Math.log(4),
      9,
    );
  });

  it('does not depend on how days are grouped into decisions', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), fc.nat(20), (pairs, cut) => {
        const whole = addEvidence(noEvidence, pairs);
        const parts = addEvidence(addEvidence(noEvidence, pairs.slice(0, cut)), pairs.slice(cut));
        expect(parts).toEqual(whole);
      }),
    );
  });

  it('is expected to be at most 1 a day later, where the challenger is better by exactly the margin', () => {
    fc.assert(
      fc.property(logOdds, logOdds, fc.double({ min: 0, max: 1, noNaN: true }), (challenger, inUse, up) => {
        const d = (actual: Direction) => lossAt(inUse, actual) - lossAt(challenger, actual);
        const margin = up * d(1) + (1 - up) * d(0);
        const eValueAfter = (actual: Direction) =>
          Math.exp(logEValue(addEvidence(noEvidence, [{ challenger, inUse, actual, margin }])));
        expect(up * eValueAfter(1) + (1 - up) * eValueAfter(0)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('is expected to be at most 1 after days on which the challenger is better and others on which it is worse', () => {
    // The chance of up is such that the challenger gains on the first day what it loses on the second.
    const [challenger, inUse] = [0.4, -0.6];
    const d = (actual: Direction) => lossAt(inUse, actual) - lossAt(challenger, actual);
    const even = -d(0) / (d(1) - d(0));
    const chances = [even + 0.1, even - 0.1];
    let expected = 0;
    for (const first of [0, 1] as const) {
      for (const second of [0, 1] as const) {
        const chance = [first, second].reduce<number>(
          (product, actual, day) =>
            product * (actual === 1 ? (chances[day] ?? Number.NaN) : 1 - (chances[day] ?? Number.NaN)),
          1,
        );
        const pairs = [first, second].map(
          (actual): ForecastPair => ({ challenger, inUse, actual, margin: 0 }),
        );
        expected += chance * Math.exp(logEValue(addEvidence(noEvidence, pairs)));
      }
    }
    expect(expected).toBeLessThanOrEqual(1);
    expect(expected).toBeGreaterThan(0.95);
  });

  it('reaches 20 in at most 5 % of 1,000 years in which neither is better, looked at every day', () => {
    const random = seededRandom(7);
    let reached = 0;
    for (let year = 0; year < 1000; year++) {
      let evidence = noEvidence;
      let highest = 0;
      for (let day = 0; day < 365; day++) {
        // Symmetric about one half, the truth: both lose the same on average.
        const distance = 0.2 + 2 * random();
        const side = random() < 0.5 ? 1 : -1;
        const actual = random() < 0.5 ? 1 : 0;
        evidence = addEvidence(evidence, [
          { challenger: side * distance, inUse: -side * distance, actual, margin: 0 },
        ]);
        highest = Math.max(highest, logEValue(evidence));
      }
      if (highest >= Math.log(20)) reached += 1;
    }
    expect(reached).toBeLessThanOrEqual(50);
    expect(reached).toBeGreaterThan(5);
  });
});
