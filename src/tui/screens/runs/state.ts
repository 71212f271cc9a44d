import type { Standing } from '../../../text/standing.ts';
import { isInUse } from '../../../workspace/in-use.ts';
import type { RunList, SavedRun } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { clamp, neighbour } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { type RunSort, runOrders, shownRuns } from './shown-runs.ts';

export const runPages = ['summary', 'loss', 'weights'] as const;
export type RunPage = (typeof runPages)[number];

export interface RunsState {
  readonly list: RunList | undefined;
  readonly sort: RunSort;
  /** Only runs with this text in them are shown. */
  readonly filter: string;
  /** The run under the cursor, of those that are shown. */
  readonly row: number;
  /** The run that another is to be compared with. */
  readonly marked: string | undefined;
  readonly compared: readonly [SavedRun, SavedRun] | undefined;
  /** Whether one run is shown whole. */
  readonly isOpen: boolean;
  /** What of it is shown. */
  readonly page: RunPage;
  /** The first line shown of a run or of two compared, where they are longer than the window. */
  readonly top: number;
  /** Where the run that was looked at last stands in the ledger. */
  readonly standing: { readonly id: string; readonly entry: Standing | undefined } | undefined;
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

/** What is typed into: a filter, or a note for a run. */
export type RunsTarget = { readonly kind: 'run filter' } | { readonly kind: 'run note'; readonly id: string };

export type RunsAction =
  | { readonly type: 'runs listed'; readonly list: RunList }
  | { readonly type: 'runs failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'standing found'; readonly id: string; readonly standing: Standing | undefined }
  | { readonly type: 'run moved'; readonly by: number }
  | { readonly type: 'runs sorted' }
  | { readonly type: 'runs turned round' }
  | { readonly type: 'runs filtered'; readonly filter: string }
  | { readonly type: 'run page turned' }
  | { readonly type: 'run note asked'; readonly id: string; readonly note: string }
  | { readonly type: 'run scrolled'; readonly top: number }
  | { readonly type: 'run opened' }
  | { readonly type: 'run closed' }
  | { readonly type: 'run marked' }
  | { readonly type: 'run use asked'; readonly id: string }
  | { readonly type: 'run removal confirmed'; readonly id: string }
  | { readonly type: 'runs changed'; readonly message: string };

export const initialRuns: RunsState = {
  list: undefined,
  sort: { by: 'trained', isDescending: true },
  filter: '',
  row: 0,
  marked: undefined,
  compared: undefined,
  isOpen: false,
  page: 'summary',
  top: 0,
  standing: undefined,
  message: undefined,
  problem: undefined,
};

export function reduceRuns(state: RunsState, action: Action): RunsState {
  switch (action.type) {
    case 'runs listed':
      return listedAnew(state, action.list);
    case 'runs failed':
      return { ...state, problem: { message: action.message, hint: action.hint } };
    case 'runs changed':
      return { ...state, message: action.message, problem: undefined };
    case 'standing found':
      return { ...state, standing: { id: action.id, entry: action.standing } };
    case 'run moved':
      return {
        ...state,
        row: clamp(state.row + action.by, shownRuns(state).length),
        message: undefined,
      };
    case 'runs sorted': {
      const by = neighbour(runOrders, state.sort.by, 1);
      const isDescending = by === 'trained' || by === 'rows';
      return onTheSameRun(state, { sort: { by, isDescending } });
    }
    case 'runs turned round':
      return onTheSameRun(state, { sort: { ...state.sort, isDescending: !state.sort.isDescending } });
    case 'runs filtered':
      return { ...state, filter: action.filter, row: 0, message: undefined };
    case 'run page turned':
      return { ...state, page: neighbour(runPages, state.page, 1), top: 0 };
    case 'run opened':
      return { ...state, isOpen: runUnderCursor(state) !== undefined, page: 'summary', top: 0 };
    case 'run scrolled':
      return { ...state, top: action.top };
    case 'run closed':
      if (state.compared !== undefined || state.isOpen)
        return { ...state, compared: undefined, isOpen: false };
      if (state.marked !== undefined) return { ...state, marked: undefined };
      return onTheSameRun(state, { filter: '' });
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

export function runUnderCursor(state: RunsState): SavedRun | undefined {
  return shownRuns(state)[state.row];
}

/** The run that keys act on: the second of two that are compared, else the one under the cursor. */
export function runInHand(state: RunsState): SavedRun | undefined {
  return state.compared?.[1] ?? runUnderCursor(state);
}

/** The run whose p-value is on the screen: the one under the cursor, or the one that was just trained. */
export function runLookedAt({ screen, runs, train }: Session): SavedRun | undefined {
  if (screen === 'runs') return runUnderCursor(runs);
  return screen === 'train' && train.stage === 'result' ? train.result : undefined;
}

/** Where a run stands in the ledger, once that was looked up. */
export function standingOf({ standing }: RunsState, { id }: SavedRun): Standing | undefined {
  return standing?.id === id ? standing.entry : undefined;
}

/**
 * Another list: whatever is looked into stays, as long as it is there; on the newest, the cursor stays on the newest.
 */
function listedAnew(state: RunsState, list: RunList): RunsState {
  const { compared, isOpen, marked } = state;
  const found = (id: string | undefined) => list.runs.find((run) => run.id === id);
  const isLookedInto = isOpen || compared !== undefined;
  const next = state.row === 0 && !isLookedInto ? { ...state, list } : onTheSameRun(state, { list });
  const [a, b] = (compared ?? []).map(({ id }) => found(id));
  return {
    ...next,
    marked: found(marked)?.id,
    compared: a && b && [a, b],
    isOpen: isOpen && runUnderCursor(next)?.id === runUnderCursor(state)?.id,
  };
}

/** Another list, order or filter, with the cursor on the run it was on, where that is still shown. */
function onTheSameRun(
  state: RunsState,
  change: Partial<Pick<RunsState, 'list' | 'sort' | 'filter'>>,
): RunsState {
  const id = runUnderCursor(state)?.id;
  const next = { ...state, ...change };
  const shown = shownRuns(next);
  const place = shown.findIndex((run) => run.id === id);
  return { ...next, row: place < 0 ? clamp(state.row, shown.length) : place };
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
