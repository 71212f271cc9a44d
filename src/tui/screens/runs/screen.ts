import type { Screen } from '../../screen.ts';
import { runsMode, runsModes } from './keys.ts';
import { initialRuns, type RunsAction, type RunsState, type RunsTarget, reduceRuns } from './state.ts';
import { takeRuns } from './take.ts';
import { runsTerms } from './terms.ts';
import { RunsScreen } from './view.tsx';

export interface RunsParts {
  readonly name: 'runs';
  readonly state: RunsState;
  readonly action: RunsAction;
  readonly target: RunsTarget;
}

export const runsScreen: Screen<RunsParts> = {
  name: 'runs',
  digit: '5',
  title: 'Runs',
  short: 'Runs',
  initial: initialRuns,
  reduce: reduceRuns,
  modes: runsModes,
  modeOf: runsMode,
  View: RunsScreen,
  terms: runsTerms,
  take: takeRuns,
  effects: async () => (await import('./effects.ts')).runsEffects,
};
