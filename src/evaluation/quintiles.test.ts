import { describe, expect, it } from 'vitest';
import { quintiles } from './quintiles.ts';

const values = [1, 2, 2, 3, 4, 5, 7, 7, 8, 10];
const days = values.map((value, i) => ({
  value,
  target: value > 4 ? (1 as const) : (0 as const),
  nextReturn: i / 100,
}));

describe('quintiles of a signal', () => {
  it('have linear quantiles as edges, as NumPy has them', () => {
    const parts = quintiles(days);
    expect(parts.map(({ from }) => from)).toEqual(
      [1, 2, 3.6, 5.8, 7.2].map((edge) => expect.closeTo(edge, 12)),
    );
    expect(parts.at(-1)?.to).toBe(10);
  });

  it('put a value on an edge into the lower part', () => {
    expect(quintiles(days).map(({ n }) => n)).toEqual([3, 1, 2, 2, 2]);
  });

  it('are the same in whichever order the days come', () => {
    const mixed = [3, 8, 1, 5, 9, 0, 7, 2, 6, 4].flatMap((i) => days.slice(i, i + 1));
    const parts = quintiles(mixed);
    expect(parts.map(({ n, from, to }) => [n, from, to])).toEqual(
      quintiles(days).map(({ n, from, to }) => [n, from, to]),
    );
  });

  it('say how often the target came true, and the mean return of the next day', () => {
    const [lowest, , third] = quintiles(days);
    expect(lowest).toMatchObject({ share: 0, meanReturn: expect.closeTo(0.01, 12) });
    expect(third).toMatchObject({ share: 0.5, meanReturn: expect.closeTo(0.045, 12) });
  });

  it('leave a part empty where the signal has few values', () => {
    const two = [0, 0, 0, 0, 1].map((value) => ({ value, target: 1 as const, nextReturn: 0.1 }));
    const parts = quintiles(two);
    expect(parts.map(({ n }) => n)).toEqual([4, 0, 0, 0, 1]);
    expect(parts[1]).toMatchObject({ share: null, meanReturn: null });
  });
});
