import type { EditingAction } from '../session/editing.ts';

type Prompt = Extract<EditingAction, { type: 'edit started' }>;

/** Asks, below the screen, for one line of text that begins empty. */
export function prompt(kind: 'import' | 'jump' | 'open' | 'save', label: string, hint: string): Prompt {
  return { type: 'edit started', target: { kind }, place: 'prompt', label, hint, text: '' };
}

/** The same for a path, which Tab completes. */
export function pathPrompt(kind: 'import' | 'open' | 'save', label: string, hint: string): Prompt {
  return { ...prompt(kind, label, hint), isPath: true };
}
