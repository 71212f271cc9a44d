import type { Screen } from '../../screen.ts';
import { signalsMode, signalsModes } from './keys.ts';
import {
  initialSignals,
  reduceSignals,
  type SignalsAction,
  type SignalsState,
  type SignalsTarget,
  signalsOutcome,
  signalUnderCursor,
} from './state.ts';
import { takeSignals } from './take.ts';
import { signalsTerms } from './terms.ts';
import { SignalsScreen } from './view.tsx';

export interface SignalsParts {
  readonly name: 'signals';
  readonly state: SignalsState;
  readonly action: SignalsAction;
  readonly target: SignalsTarget;
}

export const signalsScreen: Screen<SignalsParts> = {
  name: 'signals',
  digit: '8',
  title: 'Signals',
  short: 'Sig',
  initial: initialSignals,
  reduce: reduceSignals,
  modes: signalsModes,
  modeOf: signalsMode,
  View: SignalsScreen,
  terms: signalsTerms,
  isOfTarget: ({ signals }) => signalUnderCursor(signals) !== undefined,
  take: takeSignals,
  working: ({ signals }) => signals.testing && 'test of a signal',
  outcome: signalsOutcome,
  effects: async () => (await import('./effects.ts')).signalsEffects,
};
