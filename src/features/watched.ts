import { logReturn } from './day-columns.ts';
import type { FeatureSet } from './feature-set.ts';

/**
 * A feature set and, where it lacks it, the market's daily return, for those who watch for drift. Prices in raw units
 * wander so far that a doubled volatility goes unseen among them for months; in returns it shows within 60 days.
 */
export function watching(featureSet: FeatureSet): FeatureSet {
  return {
    ...featureSet,
    columns: (days, companion) => ({
      ...featureSet.columns(days, companion),
      log_return_1: logReturn(days),
    }),
  };
}
