import { isDate } from '../../dates.ts';
import { parseCoin, parseCurrency, parseDays } from '../../identifiers.ts';
import { typedValue } from '../screens/predict/state.ts';
import { type TrainField, trainField, typeSetting } from '../screens/train/settings.ts';
import type { Action } from './actions.ts';
import type { Session } from './session.ts';
import { editText, type TextEdit, type TextField, textField, textOf } from './text-field.ts';

/** What is typed into: a field of a screen, or a prompt below it. */
export type EditTarget =
  | { readonly kind: 'data'; readonly field: 'vsCurrency' | 'days' }
  | { readonly kind: 'search' }
  | { readonly kind: 'train'; readonly field: TrainField }
  | { readonly kind: 'predict'; readonly index: number }
  | { readonly kind: 'import' | 'jump' | 'open' | 'save' };

/** One line of text being typed, what it was before, and what is wrong with it. */
export interface Editing {
  readonly target: EditTarget;
  readonly label: string;
  readonly hint: string;
  readonly field: TextField;
  readonly original: string;
  readonly problem: string | undefined;
  /** Whether what was typed is being worked on. */
  readonly isBusy: boolean;
}

export type EditingAction =
  | {
      readonly type: 'edit started';
      readonly target: EditTarget;
      readonly label: string;
      readonly hint: string;
      readonly text: string;
      /** What is typed already in its place. */
      readonly typed?: string;
      readonly limit?: number;
    }
  | { readonly type: 'edited'; readonly edit: TextEdit }
  | { readonly type: 'edit submitted' }
  | { readonly type: 'edit refused'; readonly problem: string }
  | { readonly type: 'edit done' }
  | { readonly type: 'edit left' };

const LONGEST_PATH = 1024;

function startEditing(action: Extract<EditingAction, { type: 'edit started' }>): Editing {
  const { target, label, hint, text, typed, limit = LONGEST_PATH } = action;
  return {
    target,
    label,
    hint,
    field: textField(typed ?? text, limit),
    original: text,
    problem: undefined,
    isBusy: false,
  };
}

/** Typing takes a problem away: it is judged again when it is submitted. */
function typeInto(editing: Editing, edit: TextEdit): Editing {
  return { ...editing, field: editText(editing.field, edit), problem: undefined };
}

export function typedText({ field }: Editing): string {
  return textOf(field);
}

/** Whether leaving would lose something that was typed. */
function hasTyped(editing: Editing): boolean {
  const text = typedText(editing).trim();
  return text !== '' && text !== editing.original;
}

/** The session after an edit, and the action that what was typed asks for, once it is taken. */
export interface Edited {
  readonly session: Session;
  readonly then?: Action;
}

/** What an action does to what is being typed, wherever that goes: a field, a search, a path. */
export function reduceEditing(session: Session, action: Action): Edited {
  const { editing } = session;
  if (action.type === 'edit started')
    return { session: { ...session, editing: startEditing(action), question: undefined } };
  if (editing === undefined) return { session };
  if (action.type === 'edit submitted') return editing.isBusy ? { session } : submitted(session, editing);
  return { session: edited(session, editing, action) };
}

function edited(session: Session, editing: Editing, action: Action): Session {
  switch (action.type) {
    case 'edited': {
      const typed = typeInto(editing, action.edit);
      return followed({ ...session, editing: typed }, typed);
    }
    case 'edit refused':
      return { ...session, editing: { ...editing, isBusy: false, problem: action.problem } };
    case 'edit done':
      return stopped(session);
    case 'edit left':
      return left(session, editing);
    default:
      return session;
  }
}

/** A value of the forecast follows every keystroke. */
function followed(session: Session, editing: Editing): Session {
  if (editing.target.kind !== 'predict') return session;
  const { index } = editing.target;
  const text = typedText(editing);
  const isFirst = session.predict.texts[index] === editing.original;
  return { ...session, predict: typedValue(session.predict, { index, text, isFirst }) };
}

/** Esc never loses typed work without asking; a value of the forecast is kept as it stands. */
function left(session: Session, editing: Editing): Session {
  if (editing.target.kind === 'predict' || !hasTyped(editing)) return stopped(session);
  const text = `Discard what you typed for ${editing.label}?`;
  return { ...session, question: { text, yes: { type: 'edit done' } } };
}

function submitted(session: Session, editing: Editing): Edited {
  const { target } = editing;
  const text = typedText(editing).trim();
  const refused = (problem: string): Edited => ({
    session: { ...session, editing: { ...editing, problem } },
  });
  const taken = (then?: Action): Edited => ({ session: stopped(session), ...(then && { then }) });
  switch (target.kind) {
    case 'predict':
      return taken();
    case 'train': {
      const name = target.field;
      const settings = typeSetting(session.train.settings, name, text);
      if (settings === undefined) return refused(`use ${trainField(name)?.range}`);
      return taken({ type: 'setting typed', settings });
    }
    case 'data':
      return checked(refused, () => {
        if (target.field === 'days') return taken({ type: 'days chosen', days: parseDays(text) });
        const market = { ...session.market, vsCurrency: parseCurrency(text) };
        return taken({ type: 'market chosen', market });
      });
    case 'search':
      return checked(refused, () => {
        const { found = [], selected = 0 } = session.data.search ?? {};
        const coin = parseCoin(found[selected]?.id ?? text);
        return taken({ type: 'market chosen', market: { ...session.market, coin } });
      });
    case 'jump':
      if (!isDate(text)) return refused('write a date as YYYY-MM-DD');
      return taken({ type: 'date jumped to', date: text });
    default:
      if (text === '') return refused('write a path');
      return { session: { ...session, editing: { ...editing, isBusy: true, problem: undefined } } };
  }
}

function stopped(session: Session): Session {
  return { ...session, editing: undefined, data: { ...session.data, search: undefined } };
}

function checked(refused: (problem: string) => Edited, change: () => Edited): Edited {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(error.message);
  }
}
