import { editText, type TextEdit, type TextField, textField, textOf } from './text-field.ts';
import type { TrainField } from './train-settings.ts';

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

export function startEditing(action: Extract<EditingAction, { type: 'edit started' }>): Editing {
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
export function typeInto(editing: Editing, edit: TextEdit): Editing {
  return { ...editing, field: editText(editing.field, edit), problem: undefined };
}

export function typedText({ field }: Editing): string {
  return textOf(field);
}

/** Whether leaving would lose something that was typed. */
export function hasTyped(editing: Editing): boolean {
  const text = typedText(editing).trim();
  return text !== '' && text !== editing.original;
}
