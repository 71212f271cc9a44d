import { describe, expect, it } from 'vitest';
import { summariseSignal } from './signal-summary.ts';

const signalOf = (...pairs: readonly (readonly [date: string, value: number])[]) => ({
  name: 'mood',
  known: 'end' as const,
  values: pairs.map(([date, value]) => ({ date, value })),
});

describe('the summary of a signal', () => {
  it('says from when to when it is, how many dates it lacks, and what its values are like', () => {
    const signal = signalOf(['2024-02-27', 4], ['2024-02-28', -1], ['2024-03-02', 9]);
    expect(summariseSignal(signal)).toEqual({
      from: '2024-02-27',
      to: '2024-03-02',
      n: 3,
      missing: 2,
      min: -1,
      mean: 4,
      max: 9,
      isConstant: false,
    });
  });

  it('says that it never changes', () => {
    expect(summariseSignal(signalOf(['2024-01-01', 3], ['2024-01-02', 3]))).toMatchObject({
      isConstant: true,
      missing: 0,
    });
  });

  it('is none without a value', () => {
    expect(() => summariseSignal(signalOf())).toThrow('the signal mood has no value');
  });
});
