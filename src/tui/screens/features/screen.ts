import type { Screen } from '../../screen.ts';
import { featuresMode, featuresModes } from './keys.ts';
import {
  type FeaturesAction,
  type FeaturesState,
  type FeaturesTarget,
  initialFeatures,
  reduceFeatures,
} from './state.ts';
import { takeFeatures } from './take.ts';
import { featuresTerms } from './terms.ts';
import { FeaturesScreen } from './view.tsx';

export interface FeaturesParts {
  readonly name: 'features';
  readonly state: FeaturesState;
  readonly action: FeaturesAction;
  readonly target: FeaturesTarget;
}

export const featuresScreen: Screen<FeaturesParts> = {
  name: 'features',
  digit: '2',
  title: 'Features',
  short: 'Feat',
  initial: initialFeatures,
  reduce: reduceFeatures,
  modes: featuresModes,
  modeOf: featuresMode,
  View: FeaturesScreen,
  terms: featuresTerms,
  isOfTarget: () => true,
  take: takeFeatures,
  effects: async () => (await import('./effects.ts')).featuresEffects,
};
