import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';

async function scoring(stdin: string) {
  const workspace = await temporaryFolder();
  const args = ['score', '-', '--source', 'bundled', '--format', 'json'];
  return runInProcess(args, { workspace, stdin });
}

describe('score', () => {
  it('judges forecasts beside the share of outcomes known before, and says what was odd', async () => {
    const { exitCode, stdout } = await scoring(
      [
        'as_of,for,probability',
        '2025-01-03,2025-01-04,0.3',
        '2025-01-01,2025-01-02,0.6',
        '2025-01-01,2025-01-02,0.9',
        '2025-01-04,2025-01-04,0.9',
        '2025-01-06,2025-01-07,0',
        '2026-01-31,2026-02-01,0.5',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
    const { rows, forecasts, verdict, metrics } = JSON.parse(stdout);
    expect(rows).toEqual({
      forecasts: 6,
      evaluated: 3,
      duplicates: 1,
      misdated: 1,
      hard: 1,
      without_outcome: 1,
      gaps: 3,
    });
    // Prices: of 335 days from 2024-02-01 to 2024-12-31, as pandas counts them, 174 were followed by a higher one.
    expect(forecasts[0]).toMatchObject({
      date: '2025-01-01',
      probability: 0.6,
      target: 1,
      base_rate: 174 / 335,
    });
    expect(forecasts.map(({ target }: { target: number }) => target)).toEqual([1, 1, 1]);
    expect(verdict).toBe('too_few_rows');
    expect(metrics.log_loss).toBeCloseTo(12.08452494100087, 9);
  });

  it('speaks of the target that is named, and judges by its own outcomes', async () => {
    const dates = Array.from({ length: 60 }, (_, t) => addDays('2025-01-01', t));
    const stdin = ['as_of,probability', ...dates.map((date, t) => `${date},${0.4 + 0.2 * (t % 2)}`)].join(
      '\n',
    );
    const words = async (target: string) => {
      const args = ['score', '-', '--source', 'bundled', '--target', target];
      return (await runInProcess(args, { workspace: await temporaryFolder(), stdin })).stdout;
    };
    const large = await words('large-move');
    expect(large).toContain('Target      large_move: whether tomorrow’s move, up or down, is larger than');
    expect(large).toMatch(/days called better than at random\? p = \S+ by Pesaran/);
    expect(large).not.toMatch(/direction|Backtest|P\(up\)/);
    const direction = await words('direction');
    expect(direction).toContain('Target      direction: whether the price is higher tomorrow');
    expect(direction).toMatch(/directions called better than at random\?.*Backtest/s);
  });

  it('takes a date to forecast for, the day after the one that it is made on', async () => {
    const { stdout } = await scoring('for,probability\n2025-01-02,0.6\n');
    expect(JSON.parse(stdout).forecasts[0]).toMatchObject({ date: '2025-01-01', probability: 0.6 });
  });

  it.each([
    ['a probability over 1', 'as_of,probability\n2025-01-01,1.5\n', 'line 2 has 1.5 as probability'],
    ['no probability', 'as_of,p\n2025-01-01,0.5\n', 'no column probability'],
    ['no date', 'day,probability\n2025-01-01,0.5\n', 'has no column of dates'],
    ['no outcome', 'as_of,probability\n2031-01-01,0.5\n', 'none of the 1 forecasts in stdin has an outcome'],
  ])('refuses %s', async (_, text, message) => {
    const { exitCode, stderr } = await scoring(text);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(message)]);
  });
});
