import { decisionLine } from '../../../text/retrained.ts';
import type { Screen } from '../../screen.ts';
import { monitorMode, monitorModes } from './keys.ts';
import {
  initialMonitor,
  isRetraining,
  type MonitorAction,
  type MonitorState,
  reduceMonitor,
} from './state.ts';
import { monitorTerms } from './terms.ts';
import { MonitorScreen } from './view.tsx';

export interface MonitorParts {
  readonly name: 'monitor';
  readonly state: MonitorState;
  readonly action: MonitorAction;
  readonly target: never;
}

export const monitorScreen: Screen<MonitorParts> = {
  name: 'monitor',
  digit: '7',
  title: 'Monitor',
  short: 'Mon',
  initial: initialMonitor,
  reduce: reduceMonitor,
  modes: monitorModes,
  modeOf: monitorMode,
  View: MonitorScreen,
  terms: monitorTerms,
  isOfTarget: () => true,
  outcome: ({ monitor: { decision, message } }) =>
    decision === undefined ? message : decisionLine(decision),
  working: ({ monitor }) => (isRetraining(monitor) ? 'retraining' : undefined),
  effects: async () => (await import('./effects.ts')).monitorEffects,
};
