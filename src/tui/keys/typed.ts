import type { Key } from 'ink';

/** A key by its name, or the character it writes. */
export type KeyName = string;

/** What was typed: a key, or text that was pasted or typed faster than it was read. */
export type Typed =
  | { readonly kind: 'key'; readonly key: KeyName }
  | { readonly kind: 'paste'; readonly isOpen: boolean };

const named: readonly (readonly [property: keyof Key, name: KeyName])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

const controls: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u0003': 'ctrl-c',
  '\u001a': 'ctrl-z',
  '\u0015': 'ctrl-u',
  '\u001b': 'escape',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/**
 * The keys in one input event of Ink. Keys typed fast arrive as one text, in which Enter is a carriage return;
 * Backspace and Delete both arrive as `delete`, so both delete backwards.
 */
export function keysIn(input: string, key: Key): readonly Typed[] {
  if (input === '[200~' || input === '[201~') return [{ kind: 'paste', isOpen: input === '[200~' }];
  if (key.tab) return [press(key.shift ? 'shift-tab' : 'tab')];
  // Esc sets `meta` as well, and so does the sequence of an unknown key.
  if (key.escape) return [press('escape')];
  const known = named.find(([property]) => key[property]);
  if (known !== undefined) return [press(known[1])];
  if (key.ctrl) return [press(`ctrl-${input}`)];
  // Esc and a character that are read at once look like Alt with it; here nothing is on Alt.
  if (key.meta && [...input].length === 1) return [press('escape'), press(input)];
  if (key.meta || /^\[[\d;<?]+[A-Za-z~]$/.test(input)) return [];
  return [...input].map((character) => press(controls[character] ?? character));
}

function press(key: KeyName): Typed {
  return { kind: 'key', key };
}

/** Whether a key writes a character. */
export function isText(key: KeyName): boolean {
  return [...key].length === 1 && !/\p{Cc}/u.test(key);
}
