import { describe, expect, it } from 'vitest';
import { slicesOf } from './serve.ts';

const isNumber = (report: number | string) => typeof report === 'number';

/** Many numbers without a pause, a word before them, and a result or an error after them. */
async function* counting(count: number, error?: Error): AsyncGenerator<number | string, string, void> {
  yield 'prepared';
  for (let i = 1; i <= count; i++) yield i;
  if (error !== undefined) throw error;
  return 'done';
}

describe('slices of work', () => {
  it('tell a report that comes once by itself, and many at once, the last one among them', async () => {
    const next = slicesOf(counting(3000), isNumber);
    expect(await next(false)).toEqual({ kind: 'report', report: ['prepared'] });
    const told: (number | string)[] = [];
    for (;;) {
      const answer = await next(false);
      if (answer.kind !== 'report') {
        expect(answer).toEqual({ kind: 'result', result: 'done' });
        break;
      }
      expect(answer.report.length).toBeLessThanOrEqual(256);
      told.push(...answer.report);
    }
    expect(told.at(-1)).toBe(3000);
    expect(told).toEqual(told.toSorted((a, b) => Number(a) - Number(b)));
  });

  it('are one report where somebody steps', async () => {
    const next = slicesOf(counting(3), isNumber);
    const told = [];
    for (let i = 0; i < 5; i++) told.push(await next(true));
    expect(told.map((answer) => (answer.kind === 'report' ? answer.report : answer.kind))).toEqual([
      ['prepared'],
      [1],
      [2],
      [3],
      'result',
    ]);
  });

  it('tell what was reported before an error, and then the error', async () => {
    const error = new Error('broken');
    const next = slicesOf(counting(2, error), isNumber);
    await next(false);
    expect(await next(false)).toEqual({ kind: 'report', report: [1, 2] });
    expect(await next(false)).toEqual({ kind: 'failed', error });
  });
});
