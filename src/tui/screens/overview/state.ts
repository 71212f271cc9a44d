import type { IsoDate, Market, TargetName } from '../../../domain.ts';
import type { MoveThreshold } from '../../../features/targets/threshold.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';

/** A market of the workspace in one line. */
export interface MarketRow {
  readonly market: Market;
  /** The newest prices, the latest last; empty where none is stored. */
  readonly prices: readonly number[];
  readonly newest: IsoDate | undefined;
  readonly ageInDays: number | undefined;
  readonly isStale: boolean;
  /** Of the run in use for each target; left out where there is none. */
  readonly forecasts: Readonly<Partial<Record<TargetName, RowForecast>>>;
  /** Of the features of those runs; undefined while it is not measured. */
  readonly drift: RowDrift | undefined;
  /** What is wrong with its chart or its run. */
  readonly problem: string | undefined;
}

/** What a run in use says of tomorrow, and what it is worth. */
export interface RowForecast {
  readonly probability: number;
  readonly threshold: MoveThreshold | undefined;
  readonly verdictWords: string;
  readonly verdictInShort: string;
  readonly trainedAgeInDays: number;
}

export interface RowDrift {
  /** The features that have drifted, by name. */
  readonly drifted: readonly string[];
  /** How many features there are, and how many of them have a limit that tells whether they have. */
  readonly features: number;
  readonly limited: number;
}

/** What is done for every market, one after another. */
export type Round = 'fetch' | 'train';

/** What a round came to, and what went wrong with which market. */
export interface RoundOutcome {
  readonly text: string;
  readonly failed: readonly string[];
}

export interface OverviewState {
  readonly rows: readonly MarketRow[] | undefined;
  /** Whether the rows are of what is on disk now. */
  readonly isCurrent: boolean;
  readonly row: number;
  readonly round:
    | { readonly kind: Round; readonly done: number; readonly market: Market | undefined }
    | undefined;
  readonly message: RoundOutcome | undefined;
}

export type OverviewAction =
  | { readonly type: 'markets listed'; readonly rows: readonly MarketRow[] }
  | { readonly type: 'drift of market measured'; readonly market: Market; readonly drift: RowDrift }
  | { readonly type: 'market row moved'; readonly by: number }
  | { readonly type: 'round asked'; readonly kind: Round }
  | { readonly type: 'round progressed'; readonly done: number; readonly market: Market }
  | { readonly type: 'round cancelled' }
  | { readonly type: 'round done'; readonly message: RoundOutcome };

export const initialOverview: OverviewState = {
  rows: undefined,
  isCurrent: false,
  row: 0,
  round: undefined,
  message: undefined,
};

export function reduceOverview(state: OverviewState, action: Action): OverviewState {
  switch (action.type) {
    case 'chart loaded':
    case 'runs listed':
    case 'runs changed elsewhere':
      return { ...state, isCurrent: false };
    case 'markets listed':
      return { ...state, rows: action.rows, isCurrent: true, row: clamp(state.row, action.rows.length) };
    case 'drift of market measured':
      return {
        ...state,
        rows: state.rows?.map((own) =>
          own.market === action.market ? { ...own, drift: action.drift } : own,
        ),
      };
    case 'market row moved':
      return { ...state, row: clamp(state.row + action.by, state.rows?.length ?? 0), message: undefined };
    case 'round asked':
      if (state.round !== undefined) return state;
      return { ...state, round: { kind: action.kind, done: 0, market: undefined }, message: undefined };
    case 'round progressed':
      return state.round === undefined
        ? state
        : { ...state, round: { ...state.round, done: action.done, market: action.market } };
    case 'round cancelled':
      return {
        ...state,
        round: undefined,
        message: { text: 'cancelled; what was done before stays', failed: [] },
        isCurrent: false,
      };
    case 'round done':
      return { ...state, round: undefined, message: action.message, isCurrent: false };
    default:
      return state;
  }
}

export function rowUnderCursor({ rows, row }: OverviewState): MarketRow | undefined {
  return rows?.[row];
}
