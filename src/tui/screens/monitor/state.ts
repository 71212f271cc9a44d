import type { MonitorReport } from '../../../monitoring/monitor.ts';
import type { Decision } from '../../../results/decision.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';

export interface MonitorState {
  readonly report: MonitorReport | undefined;
  /** Whether the report is of the prices and the run there are now. */
  readonly isCurrent: boolean;
  readonly isMeasuring: boolean;
  /** How far a retraining is; undefined where none runs. */
  readonly retraining: Retraining | undefined;
  /** What the latest retraining of this session came to. */
  readonly decision: Decision | undefined;
  readonly page: 'drift' | 'forecasts';
  /** The first feature that is shown, where there is no room for all. */
  readonly row: number;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

export interface Retraining {
  readonly epoch: number;
  /** Whether it was told to stop: it ends as soon as it can, whole or not at all. */
  readonly isStopping: boolean;
}

export type MonitorAction =
  | { readonly type: 'measuring asked' }
  | { readonly type: 'measured'; readonly report: MonitorReport }
  | { readonly type: 'measuring failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'drift moved'; readonly by: number }
  | { readonly type: 'monitor page turned' }
  | { readonly type: 'retraining asked' }
  | { readonly type: 'retraining progressed'; readonly epoch: number }
  | { readonly type: 'retraining cancel asked' }
  | { readonly type: 'retraining cancelled' }
  | { readonly type: 'retraining failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'retrained'; readonly decision: Decision };

export const initialMonitor: MonitorState = {
  report: undefined,
  isCurrent: false,
  isMeasuring: false,
  retraining: undefined,
  decision: undefined,
  page: 'drift',
  row: 0,
  message: undefined,
  problem: undefined,
};

export function reduceMonitor(state: MonitorState, action: Action): MonitorState {
  switch (action.type) {
    case 'market chosen':
    case 'task chosen':
      return initialMonitor;
    case 'chart loaded':
    case 'runs listed':
    case 'forecast logged':
      return { ...state, isCurrent: false, isMeasuring: false, problem: undefined };
    case 'measuring asked':
      return { ...state, isMeasuring: true, problem: undefined };
    case 'measured':
      return { ...state, report: action.report, isCurrent: true, isMeasuring: false };
    case 'measuring failed': {
      const problem = { message: action.message, hint: action.hint };
      return { ...state, report: undefined, isMeasuring: false, problem };
    }
    case 'drift moved':
      return { ...state, row: clamp(state.row + action.by, state.report?.drift.features.length ?? 0) };
    case 'monitor page turned':
      return { ...state, page: state.page === 'drift' ? 'forecasts' : 'drift' };
    default:
      return reduceRetraining(state, action);
  }
}

function reduceRetraining(state: MonitorState, action: Action): MonitorState {
  const { retraining } = state;
  if (action.type === 'retraining asked') {
    if (retraining !== undefined || state.report === undefined) return state;
    return {
      ...state,
      retraining: { epoch: 0, isStopping: false },
      decision: undefined,
      message: undefined,
    };
  }
  if (retraining === undefined) return state;
  switch (action.type) {
    case 'retraining progressed':
      return { ...state, retraining: { ...retraining, epoch: action.epoch } };
    case 'retraining cancel asked':
      return { ...state, retraining: { ...retraining, isStopping: true } };
    case 'retraining cancelled':
      return { ...state, retraining: undefined, message: 'retraining cancelled; nothing was saved' };
    case 'retraining failed':
      return { ...state, retraining: undefined, message: `! ${action.message}; ${action.hint}` };
    case 'retrained':
      return { ...state, retraining: undefined, decision: action.decision };
    default:
      return state;
  }
}

export function isRetraining({ retraining }: Pick<MonitorState, 'retraining'>): boolean {
  return retraining !== undefined;
}
