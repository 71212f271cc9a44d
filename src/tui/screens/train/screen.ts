import type { Screen } from '../../screen.ts';
import { trainMode, trainModes } from './keys.ts';
import {
  initialTrain,
  isTraining,
  reduceTrain,
  type TrainAction,
  type TrainState,
  type TrainTarget,
  trainOutcome,
} from './state.ts';
import { takeTrain } from './take.ts';
import { trainTerms } from './terms.ts';
import { TrainScreen } from './view.tsx';

export interface TrainParts {
  readonly name: 'train';
  readonly state: TrainState;
  readonly action: TrainAction;
  readonly target: TrainTarget;
}

export const trainScreen: Screen<TrainParts> = {
  name: 'train',
  digit: '3',
  title: 'Train',
  short: 'Train',
  initial: initialTrain,
  reduce: reduceTrain,
  modes: trainModes,
  modeOf: trainMode,
  View: TrainScreen,
  terms: trainTerms,
  isOfTarget: () => true,
  take: takeTrain,
  outcome: trainOutcome,
  working: ({ train }) => (isTraining(train) ? 'training' : undefined),
  effects: async () => (await import('./effects.ts')).trainEffects,
};
