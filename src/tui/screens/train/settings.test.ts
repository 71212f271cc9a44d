import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../run.ts';
import { changeSetting, settingsFrom, type TrainField, trainField, typeSetting } from './settings.ts';

function shown(field: TrainField, changes: Partial<typeof defaultSettings> = {}): string | undefined {
  return trainField(field).show({ ...defaultSettings, ...changes });
}

describe('a setting of the training form', () => {
  it.each([
    ['l2', 'auto', 'auto'],
    ['l2', '0.5', 0.5],
    ['l2', '', null],
    ['halfLife', 'none', 'none'],
    ['halfLife', '1,500', 1500],
    ['halfLife', '', null],
    ['learningRate', '1e6', 1e6],
    ['epochs', '10,000,000', 10_000_000],
  ] as const)('takes for %s: %j', (field, text, value) => {
    expect(typeSetting(defaultSettings, field, text)?.[field]).toBe(value);
  });

  it.each([
    ['l2', '-1'],
    ['l2', '1e13'],
    ['l2', 'none'],
    ['halfLife', '0.5'],
    ['halfLife', '2e9'],
    ['halfLife', 'auto'],
    ['learningRate', '1e7'],
    ['epochs', '1.5'],
    ['epochs', '10,000,001'],
    ['testSize', '1'],
    ['optimizer', 'adam'],
  ] as const)('refuses for %s what a command refuses: %j', (field, text) => {
    expect(typeSetting(defaultSettings, field, text)).toBeUndefined();
  });

  it('that is left to the feature set says what that is', () => {
    expect(shown('l2')).toBe('1, default of this set');
    expect(shown('halfLife')).toBe('none, default of this set');
    expect(shown('halfLife', { featureSet: 'market' })).toBe('1500, default of this set');
  });

  it('goes through its choices round both ends', () => {
    expect(changeSetting(defaultSettings, 'l2', 1).l2).toBe('auto');
    expect(changeSetting(defaultSettings, 'halfLife', -1).halfLife).toBe(3000);
  });

  it('of an earlier session is taken where it still fits', () => {
    const stored = { l2: 'auto', halfLife: 'none', testSize: 7, optimizer: 'adam' };
    expect(settingsFrom(stored, defaultSettings)).toEqual({
      ...defaultSettings,
      l2: 'auto',
      halfLife: 'none',
    });
  });
});
