import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { at } from '../learning/vector.ts';
import { wave } from '../testing/wave.ts';
import { backtest } from './backtest.ts';
import { measureBaselines } from './baselines.ts';
import { defaultJudgement, judge } from './judgement.ts';
import { dayLosses } from './losses.ts';
import { measure } from './metrics.ts';
import { skillByVolatility, skillByYear } from './periods.ts';
import { rollingSkill, skillOfDays } from './skill.ts';

const settings = { threshold: 0.5, feeBps: 10, seed: 1, resamples: 200 };
const days = {
  forecasts: wave,
  volatilities: wave.map((_, t) => t % 7),
  changes: wave.map((_, t) => Math.sin(t * t) / 20),
  accuracyLimit: 0.6,
};

describe('a judgement', () => {
  it('says of forty days what each formula says of them', async () => {
    const judgement = await judge(days, settings);
    const losses = dayLosses(wave);
    expect(judgement).toMatchObject({
      metrics: measure(wave),
      baselines: measureBaselines(wave),
      skill: skillOfDays(losses, settings),
      byYear: skillByYear(losses),
      byVolatility: skillByVolatility(losses, days.volatilities),
      verdict: 'no_better_than_baseline',
      backtest: backtest(
        wave.map(({ probability }, t) => ({ probability, change: days.changes[t] ?? Number.NaN })),
        settings,
      ),
    });
    // By statsmodels and NumPy, as the tests of the formulas have them.
    expect(judgement.comparison.tests.baseRate.pValue).toBeCloseTo(0.03135357507571387, 9);
    expect(judgement.pValueEveryConstant).toBe(judgement.comparison.pValueEveryConstant);
    expect(judgement.calibrationFit?.slope).toBeCloseTo(1.2892359302886478, 9);
    expect(judgement.expectedCalibrationError).toBeCloseTo(0.09514727164323335, 12);
    expect(judgement.expectedCalibrationErrorIfPerfect).toBeCloseTo(0.19778972284811192, 12);
    expect([judgement.calibration.length, judgement.confidence.length]).toEqual([10, 10]);
  });

  it('takes half, 10 basis points, the seed 1 and 10,000 resamples where nothing else is said', () => {
    expect(defaultJudgement).toEqual({ threshold: 0.5, feeBps: 10, seed: 1, resamples: 10_000 });
  });

  it('has the skill of the last 90 days from the ninetieth day on', async () => {
    const ninety = Array.from({ length: 91 }, (_, t) => ({
      ...at(wave, t % 40),
      date: addDays('2024-01-01', t),
    }));
    const { rolling } = await judge(
      { ...days, forecasts: ninety, volatilities: ninety.map(() => 1), changes: null },
      settings,
    );
    expect(rolling).toEqual(rollingSkill(dayLosses(ninety), 90));
    expect(rolling.map(({ date }) => date)).toEqual(['2024-03-30', '2024-03-31']);
  });

  it('has an interval around the share that was called right, 28 of 40', async () => {
    const { accuracyBlockInterval: interval } = await judge(days, settings);
    const [low, high] = interval;
    expect(low).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(0.7);
    expect(high).toBeGreaterThan(0.7);
    expect(high).toBeLessThan(0.9);
  });

  it('takes as many days to detect as losses that are lower than the base rate by so much', async () => {
    const better = await judge(days, settings);
    expect(better.daysToDetect).toBeGreaterThan(1);
    const opposite = wave.map((day) => ({
      ...day,
      probability: 1 - day.probability,
      logOdds: -day.logOdds,
    }));
    expect((await judge({ ...days, forecasts: opposite }, settings)).daysToDetect).toBeNull();
  });

  it('has no backtest where the target cannot be traded', async () => {
    expect((await judge({ ...days, changes: null }, settings)).backtest).toBeNull();
  });

  it('says why the accuracy is high, where it is', async () => {
    const many = Array.from({ length: 10 }, () => wave).flat();
    expect((await judge({ ...days, forecasts: wave }, settings)).highAccuracy).toBeNull();
    const judged = await judge(
      { ...days, forecasts: many, volatilities: many.map(() => 1), changes: null },
      settings,
    );
    expect(judged.highAccuracy).toBe('looks_leaky');
  });
});
