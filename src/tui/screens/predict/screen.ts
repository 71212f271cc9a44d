import type { Screen } from '../../screen.ts';
import { predictMode, predictModes } from './keys.ts';
import {
  initialPredict,
  isNewestDay,
  type PredictAction,
  type PredictState,
  type PredictTarget,
  reducePredict,
} from './state.ts';
import { takePredict } from './take.ts';
import { predictTerms } from './terms.ts';
import { PredictScreen } from './view.tsx';

export interface PredictParts {
  readonly name: 'predict';
  readonly state: PredictState;
  readonly action: PredictAction;
  readonly target: PredictTarget;
}

export const predictScreen: Screen<PredictParts> = {
  name: 'predict',
  digit: '4',
  title: 'Predict',
  short: 'Pred',
  initial: initialPredict,
  reduce: reducePredict,
  modes: predictModes,
  modeOf: predictMode,
  View: PredictScreen,
  terms: predictTerms,
  isOfTarget: () => true,
  take: takePredict,
  unsaved: ({ predict }) =>
    predict.past.length > 0 && !isNewestDay(predict) ? 'The values of the forecast were changed.' : undefined,
  effects: async () => (await import('./effects.ts')).predictEffects,
};
