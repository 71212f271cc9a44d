import type { IsoDate } from '../../../domain.ts';
import type { MoveThreshold } from '../../../features/targets/threshold.ts';
import type { Vector } from '../../../learning/vector.ts';
import { decimalIn } from '../../../numbers.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import type { Action } from '../../session/actions.ts';
import { clamp } from '../../session/place.ts';
import type { Session } from '../../session/session.ts';
import { typedText } from '../../session/text-field.ts';

/** The newest complete day as the run in use sees it. */
export interface NewestDay {
  readonly date: IsoDate;
  readonly values: Vector;
  /** The move that is asked for of the day after; undefined where the target is none of sizes. */
  readonly threshold: MoveThreshold | undefined;
}

export interface PredictState {
  readonly run: SavedRun | undefined;
  readonly newest: NewestDay | undefined;
  /** What stands in each field, in the order of the model's features. */
  readonly texts: readonly string[];
  /** The field under the cursor; undefined while none is, and digits change screens. */
  readonly field: number | undefined;
  /** The texts before each change, the latest last. */
  readonly past: readonly (readonly string[])[];
  readonly message: string | undefined;
  readonly problem: { readonly message: string; readonly hint: string } | undefined;
}

/** What is typed into: a feature's value, the path of a file to open or to save. */
export type PredictTarget =
  | { readonly kind: 'predict'; readonly index: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'save' };

export type PredictAction =
  | { readonly type: 'prediction prepared'; readonly run: SavedRun; readonly newest: NewestDay }
  | { readonly type: 'prediction missing'; readonly message: string; readonly hint: string }
  | { readonly type: 'value moved'; readonly by: number }
  | { readonly type: 'value left' }
  | { readonly type: 'values reset' }
  | { readonly type: 'values undone' }
  | { readonly type: 'values opened'; readonly values: Vector; readonly file: string }
  | { readonly type: 'values saved'; readonly file: string }
  | { readonly type: 'forecast log asked' }
  | { readonly type: 'forecast logged'; readonly date: IsoDate }
  | { readonly type: 'forecast not logged'; readonly message: string; readonly hint: string };

export const initialPredict: PredictState = {
  run: undefined,
  newest: undefined,
  texts: [],
  field: undefined,
  past: [],
  message: undefined,
  problem: undefined,
};

const MOST_UNDOS = 100;

export function reducePredict(state: PredictState, action: Action, { editing }: Session): PredictState {
  switch (action.type) {
    // A value follows every keystroke.
    case 'edited':
      if (editing?.target.kind !== 'predict') return state;
      return typedValue(state, {
        index: editing.target.index,
        text: typedText(editing),
        isFirst: state.texts[editing.target.index] === editing.original,
      });
    case 'market chosen':
    case 'task chosen':
      return initialPredict;
    case 'prediction prepared':
      return prepared(state, action);
    case 'prediction missing':
      return { ...initialPredict, problem: { message: action.message, hint: action.hint } };
    case 'value moved':
      return {
        ...state,
        field: state.field === undefined ? 0 : clamp(state.field + action.by, state.texts.length),
        message: undefined,
      };
    case 'value left':
      return { ...state, field: undefined };
    case 'values reset':
      return state.newest === undefined ? state : replaced(state, textsOf(state.newest.values));
    case 'values undone': {
      const texts = state.past.at(-1);
      return texts === undefined
        ? state
        : { ...state, texts, past: state.past.slice(0, -1), message: undefined };
    }
    case 'values opened':
      return { ...replaced(state, textsOf(action.values)), message: `opened ${action.file}` };
    case 'values saved':
      return { ...state, message: `saved ${action.file}` };
    case 'forecast logged':
      return { ...state, message: `logged; Monitor compares it with the price of ${action.date}` };
    case 'forecast not logged':
      return { ...state, message: `! ${action.message}; ${action.hint}` };
    default:
      return state;
  }
}

/** What is typed into a field, at every keystroke; the text before the first of them can be undone. */
export function typedValue(
  state: PredictState,
  { index, text, isFirst }: { readonly index: number; readonly text: string; readonly isFirst: boolean },
): PredictState {
  if (state.texts[index] === text) return state;
  const texts = state.texts.with(index, text);
  return isFirst ? replaced(state, texts) : { ...state, texts };
}

/** Whether the values are those of the newest complete day. */
export function isNewestDay({ newest, texts }: PredictState): boolean {
  return newest?.values.every((value, j) => texts[j] === String(value)) ?? false;
}

/** The number in a field, a currency sign and thousands separators allowed in their places; NaN where there is none. */
export function numberIn(text: string): number {
  const bare = text.trim().replace(/^([+-]?)[$€£¥]\s*/, '$1');
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare;
  return decimalIn(plain);
}

function prepared(
  state: PredictState,
  { run, newest }: Extract<PredictAction, { type: 'prediction prepared' }>,
): PredictState {
  const isSame = state.run?.id === run.id && state.newest?.date === newest.date;
  if (isSame) return { ...state, problem: undefined };
  return { ...initialPredict, run, newest, texts: textsOf(newest.values), field: state.field };
}

function replaced(state: PredictState, texts: readonly string[]): PredictState {
  return { ...state, texts, past: [...state.past, state.texts].slice(-MOST_UNDOS), message: undefined };
}

function textsOf(values: Vector): readonly string[] {
  return values.map(String);
}
