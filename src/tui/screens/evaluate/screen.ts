import type { Screen } from '../../screen.ts';
import { evaluateMode, evaluateModes } from './keys.ts';
import {
  type EvaluateAction,
  type EvaluateState,
  evaluateOutcome,
  initialEvaluate,
  reduceEvaluate,
} from './state.ts';
import { evaluateTerms } from './terms.ts';
import { EvaluateScreen } from './view.tsx';

export interface EvaluateParts {
  readonly name: 'evaluate';
  readonly state: EvaluateState;
  readonly action: EvaluateAction;
  readonly target: never;
}

export const evaluateScreen: Screen<EvaluateParts> = {
  name: 'evaluate',
  digit: '6',
  title: 'Evaluate',
  short: 'Eval',
  initial: initialEvaluate,
  reduce: reduceEvaluate,
  modes: evaluateModes,
  modeOf: evaluateMode,
  View: EvaluateScreen,
  terms: evaluateTerms,
  isOfTarget: () => true,
  outcome: evaluateOutcome,
  working: ({ evaluate }) => evaluate.running,
  effects: async () => (await import('./effects.ts')).evaluateEffects,
};
