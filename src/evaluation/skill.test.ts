import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import type { DayLoss } from './losses.ts';
import { seededRandom } from './random.ts';
import { pooledSkill, rollingSkill, skillOfDays } from './skill.ts';

const settings = { seed: 1, resamples: 500 };

function lossesOf(differences: readonly number[]): readonly DayLoss[] {
  return differences.map((d, t) => ({
    date: addDays('2024-01-01', t),
    loss: 0.69 - d,
    constants: { baseRate: 0.69, recentBaseRate: 0.695, coinFlip: 0.685 },
  }));
}

describe('skill', () => {
  it('is the share of the loss that is saved', () => {
    expect(skillOfDays(lossesOf([0.069, 0.069, 0.069]), settings).logLossSkill).toBeCloseTo(0.1, 12);
  });

  it('is undefined where a forecast of 0 or 1 missed', () => {
    const losses = lossesOf([0.1, Number.NEGATIVE_INFINITY, 0.1]);
    expect(skillOfDays(losses, settings)).toEqual({
      logLossSkill: null,
      interval: null,
      statistic: null,
      pValue: null,
      lag: 0,
    });
  });

  it('rolls over so many days that end on each date', () => {
    const rolling = rollingSkill(lossesOf([0.069, 0, 0.069, 0.069, 0]), 2);
    expect(rolling.map(({ date }) => date)).toEqual(['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05']);
    for (const [i, expected] of [0.05, 0.05, 0.1, 0.05].entries()) {
      expect(rolling[i]?.logLossSkill).toBeCloseTo(expected, 12);
    }
  });
});

describe('rolling skill', () => {
  it('is left out where it is undefined', () => {
    expect(rollingSkill(lossesOf([Number.NEGATIVE_INFINITY, 0.1, 0.1]), 2)).toEqual([]);
  });
});

describe('pooled skill', () => {
  const random = seededRandom(5);
  const coin = lossesOf(Array.from({ length: 400 }, () => random() - 0.45));

  it('does not count a day twice because two coins move together on it', () => {
    const alone = skillOfDays(coin, settings);
    const pooled = pooledSkill([coin, coin, coin], settings);
    expect(pooled.days).toBe(400);
    expect(pooled.logLossSkill).toBeCloseTo(alone.logLossSkill ?? Number.NaN, 12);
    expect(pooled.statistic).toBeCloseTo(alone.statistic ?? 0, 9);
  });

  it('gains from coins that do not', () => {
    const other = lossesOf(Array.from({ length: 400 }, () => random() - 0.45));
    const pooled = pooledSkill([coin, other], settings);
    expect(pooled.pValue ?? 1).toBeLessThan(skillOfDays(coin, settings).pValue ?? 0);
  });

  it('takes every date that any coin has', () => {
    expect(pooledSkill([coin.slice(0, 100), coin.slice(50, 150)], settings).days).toBe(150);
  });
});
