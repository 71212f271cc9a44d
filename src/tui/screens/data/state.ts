import type { Day, Source } from '../../../domain.ts';
import { at } from '../../../learning/vector.ts';
import { describeCoin, type KnownCoin } from '../../../market-data/coins.ts';
import type { RequestProgress } from '../../../market-data/sources/http.ts';
import type { ChartQuality } from '../../../monitoring/chart-quality.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { initialLook, type Look, withCursorMoved, withRange, withZoom } from './look.ts';

/** What is known of a market: everything on disk, cleaned. */
export interface ShownChart {
  readonly days: readonly Day[];
  readonly source: Source;
  /** Whether the newest complete day is there, or CoinGecko was asked lately and had nothing newer. */
  readonly isFresh: boolean;
  readonly quality: ChartQuality;
  readonly notices: readonly string[];
}

/** How bringing the chart up to date stands. */
export type FetchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly attempt: number; readonly of: number; readonly bytes: number }
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly of: number;
      readonly reason: string;
      /** When the next attempt begins, in milliseconds of the session's clock. */
      readonly until: number;
    }
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string };

export interface CoinSearch {
  readonly query: string;
  readonly found: readonly KnownCoin[];
  readonly selected: number;
  readonly isAsking: boolean;
  /** Where the coins found come from. */
  readonly from: 'CoinGecko' | 'known coins';
}

export const dataFields = ['coin', 'vsCurrency', 'days'] as const;
export type DataField = (typeof dataFields)[number];

export interface DataState {
  readonly chart: ShownChart | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
  readonly fetch: FetchState;
  readonly look: Look;
  readonly field: DataField;
  readonly search: CoinSearch | undefined;
  /** Coins that were found by a search and chosen, by id: what they are called is known nowhere else. */
  readonly chosen: Readonly<Record<string, KnownCoin>>;
}

/** What is typed into: a field below the chart, the search for a coin, the path of a file to import. */
export type DataTarget =
  | { readonly kind: 'data'; readonly field: 'vsCurrency' | 'days' }
  | { readonly kind: 'search' }
  | { readonly kind: 'import' };

export type DataAction =
  | { readonly type: 'chart loaded'; readonly chart: ShownChart }
  | { readonly type: 'chart missing'; readonly message: string; readonly hint: string }
  | { readonly type: 'fetch asked' }
  | { readonly type: 'fetch progressed'; readonly progress: RequestProgress; readonly now: number }
  | { readonly type: 'fetch done'; readonly message: string }
  | { readonly type: 'fetch failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'fetch cancelled' }
  /** That a file which does not fit is to be imported all the same. */
  | { readonly type: 'replacing import asked'; readonly file: string }
  | { readonly type: 'undo asked' }
  | { readonly type: 'range moved'; readonly by: 1 | -1 }
  | { readonly type: 'day moved'; readonly by: number }
  | { readonly type: 'zoomed'; readonly by: 1 | -1 }
  | { readonly type: 'prices scaled' }
  | { readonly type: 'look left' }
  | { readonly type: 'data field moved'; readonly by: 1 | -1 }
  | { readonly type: 'coins found'; readonly query: string; readonly found: CoinSearch }
  | { readonly type: 'coin moved'; readonly by: 1 | -1 };

export const initialData: DataState = {
  chart: undefined,
  problem: undefined,
  fetch: { kind: 'idle' },
  look: initialLook,
  field: 'coin',
  search: undefined,
  chosen: {},
};

export function reduceData(before: DataState, action: Action, { editing, window }: Session): DataState {
  const isSearching = editing?.target.kind === 'search';
  const state = before.search === undefined || isSearching ? before : { ...before, search: undefined };
  switch (action.type) {
    case 'restored':
      return {
        ...state,
        look: { ...state.look, range: action.restored.range },
        chosen: action.restored.chosen,
      };
    case 'chart loaded':
      return { ...state, chart: action.chart, problem: undefined };
    case 'chart missing':
      return { ...state, chart: undefined, problem: { message: action.message, hint: action.hint } };
    case 'market chosen':
      return {
        ...state,
        chart: undefined,
        problem: undefined,
        fetch: { kind: 'idle' },
        look: { ...state.look, zoom: undefined, cursor: undefined },
        chosen: action.coin === undefined ? state.chosen : { ...state.chosen, [action.coin.id]: action.coin },
      };
    case 'fetch asked':
      return isFetching(state) ? state : { ...state, fetch: asking(1, 4) };
    case 'fetch progressed':
      return isFetching(state) ? { ...state, fetch: progressed(state.fetch, action) } : state;
    case 'fetch done':
      return { ...state, fetch: { kind: 'done', message: action.message } };
    case 'fetch failed':
      return { ...state, fetch: { kind: 'failed', message: action.message, hint: action.hint } };
    case 'fetch cancelled':
      return { ...state, fetch: { kind: 'done', message: 'fetch cancelled; nothing was changed' } };
    case 'range moved':
      return { ...state, look: withRange(state.look, action.by) };
    case 'day moved':
      return looking(state, (days) =>
        withCursorMoved(days, state.look, { by: action.by, columns: window.columns }),
      );
    case 'zoomed':
      return looking(state, (days) => withZoom(days, state.look, action.by));
    case 'prices scaled':
      return { ...state, look: { ...state.look, isLogarithmic: !state.look.isLogarithmic } };
    case 'look left':
      return { ...state, look: { ...state.look, zoom: undefined, cursor: undefined } };
    case 'data field moved':
      return {
        ...state,
        field: at(dataFields, clamp(dataFields.indexOf(state.field) + action.by, dataFields.length)),
      };
    case 'edit started':
      return action.target.kind === 'search'
        ? { ...state, search: { query: '', found: [], selected: 0, isAsking: false, from: 'known coins' } }
        : state;
    case 'coins found':
      return state.search === undefined ? state : { ...state, search: action.found };
    case 'coin moved':
      if (state.search === undefined) return state;
      return {
        ...state,
        search: {
          ...state.search,
          selected: clamp(state.search.selected + action.by, state.search.found.length),
        },
      };
    default:
      return state;
  }
}

export function isFetching({ fetch }: DataState): boolean {
  return fetch.kind === 'asking' || fetch.kind === 'waiting';
}

/** What a coin is called, as far as that is known. */
export function shownCoin({ chosen }: DataState, id: string): KnownCoin {
  return Object.hasOwn(chosen, id) ? (chosen[id] ?? describeCoin(id)) : describeCoin(id);
}

/** Another look at the days; none where there are no days. */
function looking(state: DataState, lookAt: (days: readonly Day[]) => Look): DataState {
  const days = state.chart?.days ?? [];
  return days.length === 0 ? state : { ...state, look: lookAt(days) };
}

/** Whether the chart is looked at otherwise than its range says. */
export function isLookedInto({ look }: DataState): boolean {
  return look.zoom !== undefined || look.cursor !== undefined;
}

function asking(attempt: number, of: number): FetchState {
  return { kind: 'asking', attempt, of, bytes: 0 };
}

function progressed(
  before: FetchState,
  { progress, now }: Extract<DataAction, { type: 'fetch progressed' }>,
): FetchState {
  const [attempt, of] =
    before.kind === 'asking' || before.kind === 'waiting' ? [before.attempt, before.of] : [1, 4];
  switch (progress.kind) {
    case 'attempt':
      return asking(progress.attempt, progress.of);
    case 'receiving':
      return { kind: 'asking', attempt, of, bytes: progress.bytes };
    case 'page':
      return asking(1, of);
    case 'waiting':
      return { kind: 'waiting', attempt, of, reason: progress.reason, until: now + progress.milliseconds };
  }
}
