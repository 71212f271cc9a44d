import { isInUse } from '../../../workspace/in-use.ts';
import type { RunList, SavedRun } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';

export interface RunsState {
  readonly list: RunList | undefined;
  readonly row: number;
  /** The run that another is to be compared with. */
  readonly marked: string | undefined;
  readonly compared: readonly [SavedRun, SavedRun] | undefined;
  /** Whether one run is shown whole. */
  readonly isOpen: boolean;
  /** The first line shown of a run or of two compared, where they are longer than the window. */
  readonly top: number;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

export type RunsAction =
  | { readonly type: 'runs listed'; readonly list: RunList }
  | { readonly type: 'runs failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'run moved'; readonly by: number }
  | { readonly type: 'run scrolled'; readonly by: number }
  | { readonly type: 'run opened' }
  | { readonly type: 'run closed' }
  | { readonly type: 'run marked' }
  | { readonly type: 'run use asked'; readonly id: string }
  | { readonly type: 'run removal confirmed'; readonly id: string }
  | { readonly type: 'runs changed'; readonly message: string };

/** More lines than a page of a run has. */
const MOST_LINES = 40;

export const initialRuns: RunsState = {
  list: undefined,
  row: 0,
  marked: undefined,
  compared: undefined,
  isOpen: false,
  top: 0,
  message: undefined,
  problem: undefined,
};

export function reduceRuns(state: RunsState, action: Action): RunsState {
  switch (action.type) {
    case 'runs listed':
      return {
        ...state,
        list: action.list,
        row: clamp(state.row, action.list.runs.length),
        marked: action.list.runs.some(({ id }) => id === state.marked) ? state.marked : undefined,
      };
    case 'runs failed':
      return { ...state, problem: { message: action.message, hint: action.hint } };
    case 'runs changed':
      return { ...state, message: action.message, problem: undefined };
    case 'run moved':
      return {
        ...state,
        row: clamp(state.row + action.by, state.list?.runs.length ?? 0),
        message: undefined,
      };
    case 'run opened':
      return { ...state, isOpen: runUnderCursor(state) !== undefined, top: 0 };
    case 'run scrolled':
      return { ...state, top: clamp(state.top + action.by, MOST_LINES) };
    case 'run closed':
      if (state.compared !== undefined || state.isOpen)
        return { ...state, compared: undefined, isOpen: false };
      return { ...state, marked: undefined };
    case 'run marked':
      return mark(state);
    default:
      return state;
  }
}

/** Whether a run is what forecasts of its market are made with. */
export function isRunInUse({ list }: RunsState, run: SavedRun): boolean {
  return list !== undefined && isInUse(run, list);
}

export function runUnderCursor({ list, row }: RunsState): SavedRun | undefined {
  return list?.runs[row];
}

/** The first run is remembered, the second compared with it; the same one again is forgotten. */
function mark(state: RunsState): RunsState {
  const here = runUnderCursor(state);
  const other = state.list?.runs.find(({ id }) => id === state.marked);
  if (here === undefined) return state;
  if (other === undefined) return { ...state, marked: here.id, message: undefined };
  if (other.id === here.id) return { ...state, marked: undefined };
  return { ...state, compared: [other, here], marked: undefined, isOpen: false, top: 0 };
}
