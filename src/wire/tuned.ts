import type { Skill } from '../evaluation/skill.ts';
import type { Recipe, TriedRecipe, Tuned } from '../training/tune.ts';

/** What `tune --format json` prints. */
export function tunedToWire({ outer, ...tuned }: Tuned) {
  return {
    scheme: 'nested_walk_forward',
    coin: tuned.coin,
    vs_currency: tuned.vsCurrency,
    source: tuned.source,
    retrieved_at: tuned.retrievedAt,
    choice: triedToWire(tuned.choice),
    default: triedToWire(tuned.standard),
    outer: {
      days: outer.days,
      from: outer.from,
      to: outer.to,
      tuned_log_loss: outer.tunedLogLoss,
      default_log_loss: outer.standardLogLoss,
      base_rate_log_loss: outer.baseRateLogLoss,
      gain_over_default: skillToWire(outer.gain),
      skill: skillToWire(outer.skill),
    },
    changes: tuned.changes.map(({ from, ...recipe }) => ({ from, ...recipeToWire(recipe) })),
    tried: tuned.tried.map(triedToWire),
  };
}

function recipeToWire({ featureSet, l2, trainWindow }: Recipe) {
  return { feature_set: featureSet, l2, window: trainWindow ?? 'all' };
}

function triedToWire({ logLoss, ...recipe }: TriedRecipe) {
  return { ...recipeToWire(recipe), log_loss: logLoss };
}

function skillToWire({ logLossSkill, interval, pValue }: Skill) {
  return { log_loss_skill: logLossSkill, log_loss_skill_ci95: interval, p_value: pValue };
}
