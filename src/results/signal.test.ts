import { describe, expect, it } from 'vitest';
import type { Signal } from '../features/signals/signal.ts';
import { changeOf, fingerprintOf, isRevised, usedSignal } from './signal.ts';

function signalOf(numbers: Readonly<Record<string, number>>, known: Signal['known'] = 'end'): Signal {
  return { name: 'mood', known, values: Object.entries(numbers).map(([date, value]) => ({ date, value })) };
}
const before = signalOf({ '2024-01-01': 1, '2024-01-02': 2, '2024-01-03': 3 });

describe('the fingerprint of a signal', () => {
  it('is of its values and of when they are known, not of its name', () => {
    expect(fingerprintOf(before)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(fingerprintOf({ ...before, known: 'start' })).not.toBe(fingerprintOf(before));
    expect(fingerprintOf(signalOf({ '2024-01-01': 1 }))).not.toBe(fingerprintOf(before));
    const renamed: Signal = { ...before, name: 'other' };
    expect(fingerprintOf(renamed)).toBe(fingerprintOf(before));
  });
});

describe('a signal that was used', () => {
  const used = usedSignal(before, 7);

  it('is revised by another value, a date that is gone or one between, or another time of knowing', () => {
    expect(isRevised(used, signalOf({ '2024-01-01': 1, '2024-01-02': 2.5, '2024-01-03': 3 }))).toBe(true);
    expect(isRevised(used, signalOf({ '2024-01-01': 1, '2024-01-03': 3 }))).toBe(true);
    expect(isRevised(used, { ...before, known: 'start' })).toBe(true);
  });

  it('is not revised by dates that came after', () => {
    const longer = { ...before, values: [...before.values, { date: '2024-01-04', value: 4 }] };
    expect(isRevised(used, longer)).toBe(false);
  });
});

describe('what an import changes', () => {
  it('is counted by date, with the first that was revised', () => {
    const after = signalOf({ '2024-01-01': 1, '2024-01-02': 2.5, '2024-01-04': 4 }, 'start');
    expect(changeOf(before, after)).toEqual({
      added: 1,
      changed: 1,
      removed: 1,
      firstRevised: '2024-01-02',
      knownBefore: 'end',
    });
  });

  it('is nothing where the values are the same', () => {
    expect(changeOf(before, before)).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      firstRevised: null,
      knownBefore: null,
    });
  });
});
