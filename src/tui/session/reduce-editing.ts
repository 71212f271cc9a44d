import { shownScreen } from '../screens.ts';
import type { Action } from './actions.ts';
import type { Editing, EditingAction } from './editing.ts';
import type { Session } from './session.ts';
import { editText, textField, typedText } from './text-field.ts';

/** The session after an edit, and the action that what was typed asks for, once it is taken. */
export interface Edited {
  readonly session: Session;
  readonly next?: Action | undefined;
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

const LONGEST_PATH = 1024;

function startEditing(action: Extract<EditingAction, { type: 'edit started' }>): Editing {
  const {
    target,
    place,
    label,
    hint,
    text,
    typed,
    limit = LONGEST_PATH,
    isLight = false,
    isPath = false,
  } = action;
  const field = textField(typed ?? text, limit);
  return {
    target,
    place,
    label,
    hint,
    field,
    original: text,
    problem: undefined,
    isPath,
    isLight,
    isBusy: false,
  };
}

function edited(session: Session, editing: Editing, action: Action): Session {
  switch (action.type) {
    // Typing takes a problem away: it is judged again when it is submitted.
    case 'edited': {
      const field = editText(editing.field, action.edit);
      return { ...session, editing: { ...editing, field, problem: undefined } };
    }
    case 'completed': {
      const field = editText(editing.field, { kind: 'insert', text: action.text });
      const hint = action.said ?? editing.hint;
      return { ...session, editing: { ...editing, field, hint, problem: undefined } };
    }
    case 'edit refused':
      return { ...session, editing: { ...editing, isBusy: false, problem: action.problem } };
    case 'edit done':
      return { ...session, editing: undefined };
    case 'edit left':
      return left(session, editing);
    default:
      return session;
  }
}

/** Whether leaving would lose something that was typed and is worth a question. */
function hasTyped(editing: Editing): boolean {
  const text = typedText(editing).trim();
  return !editing.isLight && text !== '' && text !== editing.original;
}

/** Esc never loses typed work without asking. */
function left(session: Session, editing: Editing): Session {
  if (!hasTyped(editing)) return { ...session, editing: undefined };
  const text = `Discard what you typed for ${editing.label}?`;
  return { ...session, question: { text, yes: { type: 'edit done' } } };
}

function submitted(session: Session, editing: Editing): Edited {
  const taken = shownScreen(session).take?.(session, editing.target, typedText(editing).trim());
  switch (taken?.kind) {
    case 'refused':
      return { session: { ...session, editing: { ...editing, problem: taken.problem } } };
    case 'busy':
      return { session: { ...session, editing: { ...editing, isBusy: true, problem: undefined } } };
    default:
      return { session: { ...session, editing: undefined }, next: taken?.next };
  }
}
