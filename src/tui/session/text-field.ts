import { printable } from '../../text/printable.ts';

/** A line of text that is being typed. */
export interface TextField {
  readonly characters: readonly string[];
  readonly cursor: number;
  /** How many characters it takes; what is more is dropped. */
  readonly limit: number;
}

export type TextEdit =
  | { readonly kind: 'insert'; readonly text: string }
  | { readonly kind: 'left' | 'right' | 'home' | 'end' | 'backspace' | 'clear' };

export function textField(text: string, limit: number): TextField {
  const characters = charactersOf(text).slice(0, limit);
  return { characters, cursor: characters.length, limit };
}

export function textOf({ characters }: TextField): string {
  return characters.join('');
}

/** What has been typed into a field of the screen. */
export function typedText({ field }: { readonly field: TextField }): string {
  return textOf(field);
}

/** A field after an edit. Text that is inserted loses line breaks and whatever a terminal would act upon. */
export function editText(field: TextField, edit: TextEdit): TextField {
  const { characters, cursor, limit } = field;
  switch (edit.kind) {
    case 'insert': {
      const added = charactersOf(edit.text).slice(0, limit - characters.length);
      return {
        ...field,
        characters: [...characters.slice(0, cursor), ...added, ...characters.slice(cursor)],
        cursor: cursor + added.length,
      };
    }
    case 'backspace':
      if (cursor === 0) return field;
      return {
        ...field,
        characters: [...characters.slice(0, cursor - 1), ...characters.slice(cursor)],
        cursor: cursor - 1,
      };
    case 'left':
      return { ...field, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { ...field, cursor: Math.min(characters.length, cursor + 1) };
    case 'home':
      return { ...field, cursor: 0 };
    case 'end':
      return { ...field, cursor: characters.length };
    case 'clear':
      return { ...field, characters: [], cursor: 0 };
  }
}

function charactersOf(text: string): readonly string[] {
  return [...printable(text).replace(/[\n\t]/g, '')];
}
