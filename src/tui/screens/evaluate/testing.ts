import type { TunedOutcome } from '../../../training/tune.ts';

/** What a search came to that tried one recipe. */
export function tuned(): TunedOutcome {
  const recipe = { featureSet: 'classic', l2: 1, trainWindow: null, logLoss: 0.69 } as const;
  const days = { days: 138, from: '2025-09-15', to: '2026-01-31' };
  const losses = { tunedLogLoss: 0.6911, standardLogLoss: 0.6912, baseRateLogLoss: 0.691 };
  const skill = { logLossSkill: 0.0001, interval: [-0.02, 0.02], statistic: 0, pValue: 0.5, lag: 4 } as const;
  return {
    coin: 'bitcoin',
    vsCurrency: 'usd',
    target: 'direction',
    delay: 0,
    source: 'bundled',
    retrievedAt: '2026-01-31T00:00:00.000Z',
    choice: recipe,
    standard: recipe,
    tried: [recipe, recipe, recipe, recipe, recipe],
    outer: { ...days, ...losses, gain: skill, skill },
    changes: [],
    recipesUsed: 1,
  };
}
