import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Model } from '../domain.ts';
import { forecast, forecastFrom } from './forecast.ts';

const model: Model = {
  coin: 'bitcoin',
  vsCurrency: 'usd',
  target: 'direction',
  delay: 0,
  featureSet: 'classic',
  features: ['price', 'month'],
  scaler: { name: 'min-max', offsets: [100, 1], scales: [100, 11] },
  parameters: { weights: [0.5, -0.2], intercept: 0.1 },
  trainingRanges: [
    { min: 100, max: 200 },
    { min: 1, max: 12 },
  ],
};

describe('a forecast', () => {
  it('is explained by contributions that add up, with the intercept, to the log-odds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 400, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (price, month) => {
          const { probability, contributions } = forecast(model, [price, month]);
          const logOdds = Math.log(probability / (1 - probability));
          const sum = contributions.reduce((total, part) => total + part, model.parameters.intercept);
          expect(sum).toBeCloseTo(logOdds, 9);
        },
      ),
    );
  });

  it('calls up from one half on', () => {
    const even: Model = { ...model, parameters: { weights: [0, 0], intercept: 0 } };
    expect(forecast(even, [150, 6])).toMatchObject({ probability: 0.5, prediction: 1 });
  });

  it('has the interval that the covariance of its parameters leaves, and none where that is not known', () => {
    const certain = [0, 0, 0];
    const known: Model = { ...model, covariance: [certain, certain, [0, 0, 0.25]] };
    const { probabilityInterval95, contributions } = forecast(known, [150, 6]);
    const z = contributions.reduce((sum, part) => sum + part, 0.1);
    const [low, high] = [z - 0.98, z + 0.98].map((logOdds) => 1 / (1 + Math.exp(-logOdds)));
    expect(probabilityInterval95).toEqual([expect.closeTo(low ?? 0, 12), expect.closeTo(high ?? 0, 12)]);
    expect(forecast(model, [150, 6]).probabilityInterval95).toBeNull();
  });

  it('of values that are given says nothing of their age', () => {
    expect(forecast(model, [150, 6]).dataAgeHours).toBeNull();
  });

  it('warns of each value outside the training range, and uses it as it is', () => {
    const { warnings, contributions } = forecast(model, [300, 13]);
    expect(warnings.map(({ code }) => code)).toEqual(['outside_training_range', 'outside_training_range']);
    expect(warnings.map(({ message }) => message)).toEqual([
      'price 300 is outside the training range, 100 to 200',
      'month 13 is outside the training range, 1 to 12',
    ]);
    expect(contributions[0]).toBe(1);
  });

  it('warns in few digits, and in all where a value lies just beyond', () => {
    const trainingRanges = [{ min: 1234.567890123, max: 98765.4321 }];
    const said = (price: number) => forecast({ ...model, trainingRanges }, [price, 6]).warnings[0]?.message;
    expect(said(123456.78912345)).toBe(
      'price 123,456.79 is outside the training range, 1,234.57 to 98,765.43',
    );
    expect(said(98765.4322)).toBe(
      'price 98765.4322 is outside the training range, 1234.567890123 to 98765.4321',
    );
  });
});

describe('a forecast from a day', () => {
  const row = {
    date: '2026-01-31',
    values: [150, 6],
    target: null,
    persistence: 0,
    priceFilled: false,
  } as const;

  it('is for the day after, and silent while the day is fresh', () => {
    const made = forecastFrom(model, row, new Date('2026-02-01T11:59:00Z'));
    expect(made).toMatchObject({ asOf: '2026-01-31', for: '2026-02-01', warnings: [] });
  });

  it('warns where the day is over 36 hours old', () => {
    const made = forecastFrom(model, row, new Date('2026-02-01T12:01:00Z'));
    expect(made.warnings).toEqual([
      {
        code: 'stale_data',
        message: 'the newest day, 2026-01-31, is 1 day old: this is not about tomorrow',
      },
    ]);
    expect(made.dataAgeHours).toBeCloseTo(36 + 1 / 60, 12);
  });
});
