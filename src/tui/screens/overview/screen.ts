import type { Screen } from '../../screen.ts';
import { overviewMode, overviewModes } from './keys.ts';
import { initialOverview, type OverviewAction, type OverviewState, reduceOverview } from './state.ts';
import { overviewTerms } from './terms.ts';
import { OverviewScreen } from './view.tsx';

export interface OverviewParts {
  readonly name: 'overview';
  readonly state: OverviewState;
  readonly action: OverviewAction;
  readonly target: never;
}

const working = { fetch: 'fetch of all markets', train: 'training of all markets' } as const;

export const overviewScreen: Screen<OverviewParts> = {
  name: 'overview',
  digit: '0',
  title: 'Overview',
  short: 'All',
  initial: initialOverview,
  reduce: reduceOverview,
  modes: overviewModes,
  modeOf: overviewMode,
  View: OverviewScreen,
  terms: overviewTerms,
  working: ({ overview: { round } }) => round && working[round.kind],
  outcome: ({ overview: { message } }) => message?.text,
  effects: async () => (await import('./effects.ts')).overviewEffects,
};
