import type { EditingAction } from '../session/editing.ts';

type Prompt = Extract<EditingAction, { type: 'edit started' }>;

type PromptKind = 'import' | 'jump' | 'open' | 'save' | 'signal import';

/** Asks, below the screen, for one line of text that begins empty. */
export function prompt(kind: PromptKind, label: string, hint: string): Prompt {
  return { type: 'edit started', target: { kind }, place: 'prompt', label, hint, text: '' };
}

/** The same for a path, which Tab completes. */
export function pathPrompt(kind: Exclude<PromptKind, 'jump'>, label: string, hint: string): Prompt {
  return { ...prompt(kind, label, hint), isPath: true };
}
