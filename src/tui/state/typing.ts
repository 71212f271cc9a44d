import { isDate } from '../../dates.ts';
import { parseCoin, parseCurrency, parseDays } from '../../identifiers.ts';
import type { Action } from './actions.ts';
import { type Editing, hasTyped, startEditing, typedText, typeInto } from './editing.ts';
import { typedValue } from './predict.ts';
import type { Session } from './session.ts';
import { trainField, typeSetting } from './train-settings.ts';

/** What typing makes of the session, and the action that what was typed asks for, once it is taken. */
export interface Typing {
  readonly session: Session;
  readonly then?: Action;
}

/** The session after an action on what is being typed, wherever that goes: a field, a search, a path. */
export function reduceTyping(session: Session, action: Action): Typing {
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

function submitted(session: Session, editing: Editing): Typing {
  const { target } = editing;
  const text = typedText(editing).trim();
  const refused = (problem: string): Typing => ({
    session: { ...session, editing: { ...editing, problem } },
  });
  const taken = (then?: Action): Typing => ({ session: stopped(session), ...(then && { then }) });
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

function checked(refused: (problem: string) => Typing, change: () => Typing): Typing {
  try {
    return change();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(error.message);
  }
}
