import type { FeatureSet } from './feature-set.ts';

/** No features at all: what a signal is held against the base rate with. */
export const noFeatures: Pick<FeatureSet, 'scaler' | 'defaultL2' | 'defaultHalfLife' | 'columns'> = {
  scaler: 'standard',
  defaultL2: 1,
  defaultHalfLife: null,
  columns: () => ({}),
};
