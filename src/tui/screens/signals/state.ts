import { type FeatureSetName, featureSetNames, type Market, type TargetName } from '../../../domain.ts';
import { targets } from '../../../features/engineer.ts';
import type { KnownTime } from '../../../features/signals/signal.ts';
import type { ListedSignal, StoredSignal } from '../../../results/signal.ts';
import type { SignalTest } from '../../../results/signal-test.ts';
import { verdictSentence } from '../../../text/signal-test.ts';
import { knownInWords } from '../../../text/signals.ts';
import type { Action } from '../../session/actions.ts';
import { clamp, neighbour } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';

/** A signal of the workspace, and how much of the market that is shown it covers. */
export interface SignalRow {
  readonly signal: StoredSignal;
  readonly listed: ListedSignal;
  /** The share of the market's days on which it has a value; undefined where there are no days. */
  readonly coverage: number | undefined;
}

/** What a signal is to add to: the features of a set, or the base rate. */
export const besides = [...featureSetNames, 'none'] as const;
export type Beside = FeatureSetName | 'none';

/** How far a test is. */
export interface TestNow {
  readonly stage: 'walks' | 'placebos';
  readonly done: number;
  readonly of: number;
  readonly secondsLeft: number;
  /** The gain on the days that were forecast so far, as it came. */
  readonly gains: readonly number[];
  /** What each placebo gained. */
  readonly placebos: readonly number[];
}

export type SignalsView = 'values' | 'test';

interface Problem {
  readonly message: string;
  readonly hint: string;
}

export interface SignalsState {
  readonly rows: readonly SignalRow[] | undefined;
  /** What is wrong with signals that cannot be read. */
  readonly damaged: readonly string[];
  /** Whether the rows are of what is on disk now, and of the market that is shown. */
  readonly isCurrent: boolean;
  readonly row: number;
  /** The target's own set where none was chosen. */
  readonly beside: Beside | undefined;
  /** When the values of the next import are known. */
  readonly known: KnownTime;
  /** The name of the signal that is tested now. */
  readonly testing: string | undefined;
  readonly now: TestNow | undefined;
  /** What the tests of this session came to, by `testKey`. */
  readonly tests: Readonly<Record<string, SignalTest>>;
  readonly view: SignalsView;
  /** How far the text of a test is scrolled. */
  readonly top: number;
  readonly message: string | undefined;
  readonly problem: Problem | undefined;
}

/** What is typed into: the path of a file to import. */
export interface SignalsTarget {
  readonly kind: 'signal import';
}

export type SignalsAction =
  | {
      readonly type: 'signals listed';
      readonly rows: readonly SignalRow[];
      readonly damaged: readonly string[];
    }
  | { readonly type: 'signals changed elsewhere' }
  | { readonly type: 'signals imported'; readonly first: string; readonly message: string }
  | { readonly type: 'signal row moved'; readonly by: number }
  | { readonly type: 'signal text moved'; readonly top: number }
  | { readonly type: 'beside moved'; readonly by: 1 | -1; readonly target: TargetName }
  | { readonly type: 'known time turned' }
  | { readonly type: 'signals view turned' }
  | { readonly type: 'signal removal asked'; readonly name: string }
  | { readonly type: 'signal removed'; readonly name: string }
  | { readonly type: 'signal test asked'; readonly name: string }
  | { readonly type: 'signal test progressed'; readonly now: TestNow }
  | { readonly type: 'signal test cancelled' }
  | { readonly type: 'signal test done'; readonly key: string; readonly test: SignalTest }
  | ({ readonly type: 'signals failed' } & Problem);

export const initialSignals: SignalsState = {
  rows: undefined,
  damaged: [],
  isCurrent: false,
  row: 0,
  beside: undefined,
  known: 'end',
  testing: undefined,
  now: undefined,
  tests: {},
  view: 'values',
  top: 0,
  message: undefined,
  problem: undefined,
};

export function reduceSignals(state: SignalsState, action: Action): SignalsState {
  switch (action.type) {
    case 'market chosen':
    case 'task chosen':
      return { ...stopped(state), isCurrent: false, message: undefined, problem: undefined, top: 0 };
    case 'chart loaded':
    case 'signals changed elsewhere':
      return { ...state, isCurrent: false };
    case 'signals listed': {
      const { rows, damaged } = action;
      return { ...state, rows, damaged, isCurrent: true, row: clamp(state.row, rows.length) };
    }
    case 'signals imported': {
      const place = state.rows?.findIndex(({ signal }) => signal.name === action.first) ?? -1;
      return { ...rested(state), row: Math.max(0, place), view: 'values', message: action.message };
    }
    case 'signal row moved':
      return { ...rested(state), row: clamp(state.row + action.by, state.rows?.length ?? 0), top: 0 };
    case 'signal text moved':
      return { ...state, top: action.top };
    case 'beside moved': {
      const beside = neighbour(besides, besideIn(state, action.target), action.by);
      return { ...rested(state), beside, top: 0 };
    }
    case 'known time turned': {
      const known = state.known === 'end' ? 'start' : 'end';
      return { ...rested(state), known, message: `in the next import each value is ${knownInWords(known)}` };
    }
    case 'signals view turned':
      return { ...state, view: state.view === 'values' ? 'test' : 'values', top: 0 };
    case 'signal removed':
      return { ...rested(state), isCurrent: false, message: `${action.name} is removed` };
    case 'signal test asked':
      return state.testing === undefined
        ? { ...rested(state), testing: action.name, now: undefined, view: 'test', top: 0 }
        : state;
    case 'signal test progressed':
      return state.testing === undefined ? state : { ...state, now: action.now };
    case 'signal test cancelled':
      return state.testing === undefined
        ? state
        : { ...stopped(state), message: 'test cancelled; nothing was kept' };
    case 'signal test done':
      return { ...stopped(state), tests: { ...state.tests, [action.key]: action.test } };
    case 'signals failed':
      return { ...stopped(state), problem: { message: action.message, hint: action.hint } };
    default:
      return state;
  }
}

export function signalUnderCursor({ rows, row }: SignalsState): SignalRow | undefined {
  return rows?.[row];
}

export function besideIn({ beside }: Pick<SignalsState, 'beside'>, target: TargetName): Beside {
  return beside ?? targets[target].defaultFeatureSet;
}

interface Tested {
  readonly signal: ListedSignal;
  readonly market: Market;
  readonly target: TargetName;
  readonly beside: Beside;
}

/** What was tested, on which market: the same values at the same times have the same fingerprint. */
export function testKey({ signal, market, target, beside }: Tested): string {
  return [signal.name, signal.fingerprint, market.coin, market.vsCurrency, target, beside].join(' ');
}

/** The newest test of a signal on the market that is shown, of this session. */
export function testOf(session: Session, { listed }: SignalRow): SignalTest | undefined {
  const { signals, market } = session;
  const { target } = taskOf(session);
  return signals.tests[testKey({ signal: listed, market, target, beside: besideIn(signals, target) })];
}

/** What the newest work came to, in a sentence. */
export function signalsOutcome(session: Session): string | undefined {
  const { problem, message } = session.signals;
  if (problem !== undefined) return `${problem.message}; ${problem.hint}.`;
  if (message !== undefined) return `${message}.`;
  const row = signalUnderCursor(session.signals);
  const test = row && testOf(session, row);
  return test && verdictSentence(test);
}

function rested(state: SignalsState): SignalsState {
  return { ...state, message: undefined, problem: undefined };
}

function stopped(state: SignalsState): SignalsState {
  return { ...state, testing: undefined, now: undefined };
}
