import { describe, expect, it } from 'vitest';
import { spanOf } from './span.ts';

describe('the span of dated things', () => {
  it('is from the first date to the last', () => {
    expect(spanOf([{ date: '2024-01-03' }, { date: '2024-01-05' }, { date: '2024-01-09' }])).toEqual({
      from: '2024-01-03',
      to: '2024-01-09',
    });
    expect(spanOf([{ date: '2024-01-03' }])).toEqual({ from: '2024-01-03', to: '2024-01-03' });
  });

  it('is none of nothing', () => {
    expect(() => spanOf([])).toThrow(RangeError);
  });
});
