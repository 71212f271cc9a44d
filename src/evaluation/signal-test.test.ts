import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { Label } from '../domain.ts';
import {
  accuracyWith,
  averageByDate,
  baseRateForecasts,
  fadesInADay,
  gainOf,
  type PairedLoss,
  pairedLosses,
  type SignalEvidence,
  signalGain,
  signalVerdictOn,
  weightSummary,
} from './signal-test.ts';
import type { DayForecast } from './walk-forward.ts';

/** Forecasts of some days in a row, of a wave that has no meaning. */
function forecastsOf(probabilities: readonly number[]): readonly DayForecast[] {
  return probabilities.map((probability, t) => ({
    date: addDays('2023-12-20', t),
    probability,
    logOdds: Math.log(probability / (1 - probability)),
    actual: (Math.sin(t * 1.7) > 0 ? 1 : 0) as Label,
    baseRate: 0.55,
    recentBaseRate: 0.55,
    persistence: 0,
  }));
}
const days = Array.from({ length: 40 }, (_, t) => t);
const paired = {
  with: forecastsOf(days.map((t) => 0.5 + 0.3 * Math.sin(t * 1.7) + 0.1 * Math.cos(t * 0.9))),
  without: forecastsOf(days.map((t) => 0.5 + 0.1 * Math.sin(t * 1.7 + 0.4))),
};

const near = (value: number) => expect.closeTo(value, 9);

describe('forecasts with a signal beside those without it', () => {
  it('agree with pandas and scipy in gain, p, Clark and West, years and days to detect', () => {
    const { gain, pValue, logLoss, clarkWest, byYear, daysToDetect } = signalGain(paired);
    expect(gain).toBeCloseTo(0.3185619878809244, 12);
    expect(pValue).toBeCloseTo(0, 12);
    const firstYear = pairedLosses(paired).slice(0, 12);
    expect(gainOf(firstYear).pValue).toBeCloseTo(3.273466045839692e-7, 14);
    expect(logLoss.with).toBeCloseTo(0.4005234742650197, 12);
    expect(logLoss.without).toBeCloseTo(0.5877621546521998, 12);
    expect(clarkWest.statistic).toBeCloseTo(9.54599832210547, 9);
    expect(byYear).toEqual([
      { year: 2023, n: 12, skill: near(0.31957882790067393), t: near(4.974342934966054) },
      { year: 2024, n: 28, skill: near(0.31811167723669953), t: near(7.372077772509864) },
    ]);
    expect(daysToDetect).toBeCloseTo(4.692004216576871, 9);
  });

  it('are of the same days, or are refused', () => {
    const late = paired.without.map((day) => ({ ...day, date: addDays(day.date, 1) }));
    expect(() => pairedLosses({ ...paired, without: late })).toThrow('2023-12-20 beside 2023-12-21');
    const [fewer, more] = [paired.without.slice(1), [...paired.without, ...paired.without]];
    for (const without of [fewer, more]) {
      expect(() => pairedLosses({ ...paired, without })).toThrow('forecasts of other days');
    }
  });

  it('are held against the base rate where there is nothing but the signal', () => {
    const losses = pairedLosses({ ...paired, without: baseRateForecasts(paired.with) });
    expect(losses.map((day) => day.without)).toEqual(
      paired.with.map(({ actual }) => expect.closeTo(-Math.log(actual === 1 ? 0.55 : 0.45), 12)),
    );
  });

  it('gain nothing, without a p-value, where they are the same', () => {
    expect(gainOf(pairedLosses({ ...paired, without: paired.with }))).toEqual({ gain: 0, pValue: null });
    const almost = paired.with.map((day) => ({ ...day, logOdds: day.logOdds + 1e-9 }));
    expect(gainOf(pairedLosses({ with: almost, without: paired.with })).pValue).toBeNull();
    const differingBy = (...differences: readonly number[]) =>
      gainOf(differences.map((without) => ({ date: '2024-01-01', with: 0, without }))).pValue;
    expect(differingBy(9.9e-9, 5e-9)).toBeNull();
    expect(differingBy(1e-8, 5e-9)).not.toBeNull();
    const but = [...paired.with.slice(0, 1), ...paired.without.slice(1)];
    expect(gainOf(pairedLosses({ ...paired, without: but })).pValue).toBeLessThan(0.05);
  });
});

describe('losses of several coins', () => {
  it('are averaged by date first, over the coins that have the date', () => {
    const one = [
      { date: '2024-01-01', with: 1, without: 2 },
      { date: '2024-01-02', with: 3, without: 3 },
    ];
    const other = [
      { date: '2024-01-02', with: 1, without: 2 },
      { date: '2024-01-03', with: 5, without: 4 },
    ];
    expect(averageByDate([other, one])).toEqual([
      { date: '2024-01-01', with: 1, without: 2 },
      { date: '2024-01-02', with: 2, without: 2.5 },
      { date: '2024-01-03', with: 5, without: 4 },
    ]);
  });
});

describe('a gain that fades in a day', () => {
  const losses = (gain: number): readonly PairedLoss[] =>
    days.map((t) => ({ date: addDays('2024-01-01', t), with: 1 - gain - 0.01 * (t % 2), without: 1 }));

  it('is over three times that of a day later', () => {
    expect(fadesInADay({ now: losses(0.31), dayLater: losses(0.1) })).toBe(false);
    expect(fadesInADay({ now: losses(0.33), dayLater: losses(0.1) })).toBe(true);
  });

  it('is held against 0 where a day later there is a loss', () => {
    expect(fadesInADay({ now: losses(0.01), dayLater: losses(-0.5) })).toBe(true);
    expect(fadesInADay({ now: losses(-0.1), dayLater: losses(-0.5) })).toBe(false);
    const same = losses(0).map((day) => ({ ...day, with: 1 }));
    expect(fadesInADay({ now: same, dayLater: losses(-0.5) })).toBe(false);
  });

  it('is significantly more on the days that both have', () => {
    const noisy = losses(0).map((day, t) => ({ ...day, with: 1 + Math.sin(t) }));
    expect(fadesInADay({ now: losses(0.05), dayLater: noisy })).toBe(false);
    expect(fadesInADay({ now: losses(0.33), dayLater: losses(0.1).slice(-1) })).toBe(false);
    expect(fadesInADay({ now: losses(0.33), dayLater: undefined })).toBe(false);
    expect(fadesInADay({ now: losses(0.33), dayLater: losses(0.1).slice(5) })).toBe(true);
  });
});

describe('a high accuracy with a signal', () => {
  const knowing = forecastsOf(Array.from({ length: 240 }, (_, t) => (Math.sin(t * 1.7) > 0 ? 0.9 : 0.1)));
  const calling = (of: (actual: Label) => Label) =>
    knowing.map((day) => ({ ...day, persistence: of(day.actual) }));

  it('looks leaky, unless today or the opposite of it calls days right as well', () => {
    expect(
      accuracyWith(
        calling(() => 0),
        0.6,
      ),
    ).toBe('looks_leaky');
    expect(
      accuracyWith(
        calling((actual) => actual),
        0.6,
      ),
    ).toBe('persistent');
    expect(
      accuracyWith(
        calling((actual) => (actual === 1 ? 0 : 1)),
        0.6,
      ),
    ).toBe('pegged');
    expect(accuracyWith(paired.with, 0.6)).toBeNull();
  });
});

describe('the verdict on a signal', () => {
  const evidence: SignalEvidence = {
    n: 30,
    shifts: 199,
    looksAhead: false,
    pValue: 0.049,
    pValueHolm: 0.049,
  };
  const on = (changed: Partial<SignalEvidence>) => signalVerdictOn({ ...evidence, ...changed });

  it('waits for the placebos where nothing else decides', () => {
    expect(on({})).toBeUndefined();
    expect(on({ placebo: 0.049 })).toBe('adds_information');
    expect(on({ placebo: 0.05 })).toBe('not_shown');
  });

  it('is decided without them by a p-value, alone or among the tests made before, that is not under 0.05', () => {
    expect(on({ pValue: 0.05 })).toBe('not_shown');
    expect(on({ pValue: null })).toBe('not_shown');
    expect(on({ pValueHolm: 0.05 })).toBe('not_shown');
  });

  it('is that it looks ahead, whatever the p-values', () => {
    expect(on({ looksAhead: true, pValueHolm: 0.9 })).toBe('looks_ahead');
  });

  it('is none under 30 days, or where no shift changes the signal', () => {
    expect(on({ n: 29, looksAhead: true })).toBe('too_few_rows');
    expect(on({ shifts: 0 })).toBe('too_few_rows');
  });
});

describe('the weights of a signal', () => {
  it('are summed up by their mean, and how many have its sign', () => {
    expect(weightSummary([2, -1, 3, 4])).toEqual({ mean: 2, sameSignShare: 0.75 });
  });
});
