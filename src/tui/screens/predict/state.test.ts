import { describe, expect, it } from 'vitest';
import type { SavedRun } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession } from '../../session/session.ts';
import { forecastTyped } from './forecast.ts';
import { initialPredict, numberIn, type PredictState, reducePredict, typedValue } from './state.ts';

const run = {
  id: 'a',
  model: {
    features: ['price', 'month'],
    scaler: { name: 'min-max', offsets: [0, 1], scales: [100, 11] },
    parameters: { weights: [2, 0], intercept: -1 },
    trainingRanges: [
      { min: 0, max: 100 },
      { min: 1, max: 12 },
    ],
  },
} as unknown as SavedRun;
const reduce = (state: PredictState, action: Action) => reducePredict(state, action, initialSession);
const newest = { date: '2026-01-31', values: [50, 1], threshold: undefined };
const filled = reduce(initialPredict, { type: 'prediction prepared', run, newest });

describe('the fields of a forecast', () => {
  it('are filled with the newest day, and the forecast is that of the model', () => {
    expect(filled.texts).toEqual(['50', '1']);
    expect(forecastTyped(filled).forecast).toMatchObject({ probability: 0.5, contributions: [1, 0] });
  });

  it('follow what is typed, which undo takes back as a whole', () => {
    const typing = typedValue(filled, { index: 0, text: '7', isFirst: true });
    const typed = typedValue(typing, { index: 0, text: '75', isFirst: false });
    expect(forecastTyped(typed).forecast?.contributions[0]).toBe(1.5);
    expect(reduce(typed, { type: 'values undone' }).texts).toEqual(['50', '1']);
  });

  it('say at the field what is no number, and make no forecast of it', () => {
    const typed = typedValue(filled, { index: 0, text: 'abc', isFirst: true });
    expect(forecastTyped(typed)).toMatchObject({
      forecast: undefined,
      problems: ['is not a number', undefined],
    });
    const month = typedValue(filled, { index: 1, text: '13', isFirst: true });
    expect(forecastTyped(month).problems[1]).toBe('is not a whole number from 1 to 12');
  });

  it('mark a value outside the training range, and forecast all the same', () => {
    const typed = forecastTyped(typedValue(filled, { index: 0, text: '101', isFirst: true }));
    expect(typed.outside).toEqual([true, false]);
    expect(typed.forecast).toBeDefined();
  });

  it('go back to the newest day, from which undo leads back', () => {
    const typed = typedValue(filled, { index: 0, text: '75', isFirst: true });
    const reset = reduce(typed, { type: 'values reset' });
    expect(reset.texts).toEqual(['50', '1']);
    expect(reduce(reset, { type: 'values undone' }).texts).toEqual(['75', '1']);
  });
});

it.each([
  ['84,141.78', 84141.78],
  ['1,680,807,873,674', 1680807873674],
  ['$84,141.77', 84141.77],
  ['-€ 5', -5],
  ['1e-3', 0.001],
  ['1,5', Number.NaN],
  ['', Number.NaN],
  ['0x10', Number.NaN],
])('reads %s as %d', (text, value) => {
  expect(numberIn(text)).toBe(value);
});
