import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';
import type { Outcome } from '../testing/run-program.ts';

const run = (args: readonly string[], workspace: string): Promise<Outcome> =>
  runInProcess(args, { workspace });

const bundled = ['evaluate', '--source', 'bundled'];

describe('evaluate', () => {
  it('prints one JSON document on stdout that holds what scripts rely on', async () => {
    const { exitCode, stdout } = await run([...bundled, '--format', 'json'], await temporaryFolder());
    expect(exitCode).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      scheme: 'walk_forward',
      feature_set: 'classic',
      folds: 12,
      rows: { initial_train: 365, step: 30, evaluated: 336 },
      backtest: { fee_bps: 10, threshold: 0.5 },
      verdict: expect.stringMatching(/baseline$/),
    });
    expect(result.log_loss_skill).toBeCloseTo(
      1 - result.metrics.log_loss / result.baselines.base_rate.log_loss,
      12,
    );
    expect(result.calibration).toHaveLength(10);
    expect(result.forecasts).toHaveLength(336);
    expect(result.baselines.always_up.log_loss).toBeNull();
  });

  it('gives the same intervals for the same seed', async () => {
    const cwd = await temporaryFolder();
    const interval = async (seed: string) => {
      const { stdout } = await run([...bundled, '--seed', seed, '--format', 'json'], cwd);
      return JSON.parse(stdout).log_loss_skill_ci95;
    };
    expect(await interval('4')).toEqual(await interval('4'));
    expect(await interval('4')).not.toEqual(await interval('5'));
  });

  it('compares feature sets on the same days, and coins in a row each and pooled', async () => {
    const args = [...bundled, '--coin', 'bitcoin,ethereum', '--feature-set', 'classic,market'];
    const { stdout } = await run([...args, '--format', 'json'], await temporaryFolder());
    const { feature_sets: sets } = JSON.parse(stdout);
    expect(sets.map((set: { feature_set: string }) => set.feature_set)).toEqual(['classic', 'market']);
    const [classic, market] = sets;
    for (const [i, coin] of ['bitcoin', 'ethereum'].entries()) {
      expect(classic.coins[i].coin).toBe(coin);
      expect(classic.coins[i].dates).toEqual(market.coins[i].dates);
      expect(classic.coins[i].rows.evaluated).toBe(market.coins[i].rows.evaluated);
    }
    const dates = new Set(
      classic.coins.flatMap(({ forecasts }: { forecasts: { date: string }[] }) =>
        forecasts.map(({ date }) => date),
      ),
    );
    expect(classic.pooled.days).toBe(dates.size);
  });

  it('refuses what cannot be', async () => {
    const cwd = await temporaryFolder();
    const codes = async (...args: string[]) => (await run([...bundled, ...args], cwd)).exitCode;
    expect(await codes('--threshold', '1.5')).toBe(2);
    expect(await codes('--feature-set', 'classic,nonsense')).toBe(2);
    expect(await codes('--coin', 'bitcoin,../x')).toBe(2);
    expect(await codes('--l2', '-1')).toBe(2);
    expect(await codes('--days', '20')).toBe(3);
    expect(await codes('--initial-train', '5000')).toBe(3);
  });
});
