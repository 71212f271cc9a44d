import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LabelledRow } from '../domain.ts';
import { forecastsOf, lossOver, meanLoss } from './judge-run.ts';

const value = fc.double({ min: -30, max: 30, noNaN: true });

it('takes the loss after an epoch as that of the forecasts, to the last digit', () => {
  const cases = fc.record({
    days: fc.array(fc.record({ values: fc.tuple(value, value), came: fc.boolean() }), { minLength: 1 }),
    weights: fc.tuple(value, value),
    intercept: value,
  });
  fc.assert(
    fc.property(cases, ({ days, ...parameters }) => {
      const rows = days.map(
        ({ values, came }, i): LabelledRow => ({
          date: `2026-01-${i + 1}`,
          values,
          target: came ? 1 : 0,
          persistence: 0,
          priceFilled: false,
        }),
      );
      const scaled = { rows, inputs: rows.map(({ values }) => values) };
      expect(lossOver(scaled)(parameters)).toBe(meanLoss(forecastsOf(parameters, scaled)));
    }),
  );
});
