import type { ScreenTarget } from '../screens.ts';
import type { Action } from './actions.ts';
import type { TextEdit, TextField } from './text-field.ts';

/** What is typed into: a field of a screen, or a prompt below it. */
export type EditTarget = ScreenTarget;

/** Where it is typed: in a field of the screen, in a prompt below it, or in a search with a list of what it finds. */
export type EditPlace = 'field' | 'prompt' | 'search';

/** One line of text being typed, what it was before, and what is wrong with it. */
export interface Editing {
  readonly target: EditTarget;
  readonly place: EditPlace;
  readonly label: string;
  readonly hint: string;
  readonly field: TextField;
  readonly original: string;
  readonly problem: string | undefined;
  /** Whether it is a path, which Tab completes. */
  readonly isPath: boolean;
  /** Whether leaving loses nothing that is worth a question. */
  readonly isLight: boolean;
  /** Whether what was typed is being worked on. */
  readonly isBusy: boolean;
}

export type EditingAction =
  | {
      readonly type: 'edit started';
      readonly target: EditTarget;
      readonly place: EditPlace;
      readonly label: string;
      readonly hint: string;
      readonly text: string;
      /** What is typed already in its place. */
      readonly typed?: string;
      readonly limit?: number;
      readonly isLight?: true;
      readonly isPath?: true;
    }
  | { readonly type: 'edited'; readonly edit: TextEdit }
  | { readonly type: 'edit submitted' }
  | { readonly type: 'completion asked' }
  /** What the text goes on with, as far as that is clear, and what is to be said where it is not. */
  | { readonly type: 'completed'; readonly text: string; readonly said: string | undefined }
  | { readonly type: 'edit refused'; readonly problem: string }
  | { readonly type: 'edit done' }
  | { readonly type: 'edit left' };

/** What becomes of a text that was submitted: it is refused, worked on, or taken, and leads to an action. */
export type Taken =
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'taken'; readonly next?: Action };

export function refused(problem: string): Taken {
  return { kind: 'refused', problem };
}

export function taken(next?: Action): Taken {
  return next === undefined ? { kind: 'taken' } : { kind: 'taken', next };
}

/** What a check takes or refuses by a RangeError. */
export function checked(check: () => Taken): Taken {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(error.message);
  }
}

/** A path is worked on by the effects of its screen. */
export function takePath(text: string): Taken {
  return text === '' ? refused('write a path') : { kind: 'busy' };
}
