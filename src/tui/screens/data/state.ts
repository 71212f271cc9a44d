import type { Day, Source } from '../../../domain.ts';
import { describeCoin, type KnownCoin } from '../../../market-data/coins.ts';
import type { RequestProgress } from '../../../market-data/sources/http.ts';
import type { ChartQuality } from '../../../monitoring/chart-quality.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';

export const ranges = ['30d', '90d', '1y', 'all'] as const;
export type ChartRange = (typeof ranges)[number];

/** How many of the newest days each range shows. */
export const daysInRange: Readonly<Record<ChartRange, number>> = {
  '30d': 30,
  '90d': 90,
  '1y': 365,
  all: Number.POSITIVE_INFINITY,
};

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
  readonly range: ChartRange;
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
  | { readonly type: 'data field moved'; readonly by: 1 | -1 }
  | { readonly type: 'coins found'; readonly query: string; readonly found: CoinSearch }
  | { readonly type: 'coin moved'; readonly by: 1 | -1 };

export const initialData: DataState = {
  chart: undefined,
  problem: undefined,
  fetch: { kind: 'idle' },
  range: '1y',
  field: 'coin',
  search: undefined,
  chosen: {},
};

export function reduceData(before: DataState, action: Action, { editing }: Session): DataState {
  const isSearching = editing?.target.kind === 'search';
  const state = before.search === undefined || isSearching ? before : { ...before, search: undefined };
  switch (action.type) {
    case 'restored':
      return { ...state, range: action.restored.range, chosen: action.restored.chosen };
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
      return {
        ...state,
        range: ranges[clamp(ranges.indexOf(state.range) + action.by, ranges.length)] ?? '1y',
      };
    case 'data field moved':
      return {
        ...state,
        field: dataFields[clamp(dataFields.indexOf(state.field) + action.by, dataFields.length)] ?? 'coin',
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

/** The days of the range that is shown. */
export function daysShown({ chart, range }: DataState): readonly Day[] {
  const days = chart?.days ?? [];
  return days.slice(-Math.min(daysInRange[range], days.length) || days.length);
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
