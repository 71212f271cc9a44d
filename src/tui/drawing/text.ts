import { at } from '../../learning/vector.ts';
import { stringWidth } from './width.ts';

/** What a piece of text means; a theme gives it a colour. */
export type Tone =
  | 'plain'
  | 'quiet'
  | 'title'
  /** The tab that is shown, and the field or row that takes the keys. */
  | 'focus'
  /** Shown to be better than every constant; worse than the base rate. */
  | 'better'
  | 'worse'
  | 'accent'
  | 'up'
  | 'down'
  | 'warning'
  | 'selected'
  | 'first'
  | 'second'
  | 'third'
  | 'fourth';

/** A piece of a line. */
export interface Span {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

/** A part of a line in one tone. */
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

/** A line of the screen, drawn as it is: whoever makes it keeps it within its width. */
export type Line = string | readonly Span[];

export type Alignment = 'left' | 'right';

/** A text in exactly so many columns of a terminal: padded, or cut with an ellipsis. Wide characters take two. */
export function fit(text: string, width: number, alignment: Alignment = 'left'): string {
  const columns = Math.max(0, width);
  const missing = columns - stringWidth(text);
  if (missing < 0) return cut(text, columns);
  return alignment === 'left' ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

/** A text in at most so many columns. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  if (width <= 0) return '';
  let kept = '';
  let used = 0;
  for (const character of text) {
    const columns = stringWidth(character);
    if (used + columns > width - 1) break;
    kept += character;
    used += columns;
  }
  return `${kept}…${' '.repeat(width - used - 1)}`;
}

/** The first of some texts, the fullest first, that fits; the last of them, cut, where none does. */
export function fitting(texts: readonly string[], width: number): string {
  return texts.find((text) => widthOf(text) <= width) ?? cut(at(texts, texts.length - 1), width);
}

/** How many columns a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The pieces of a line: empty spans are left out, and neighbours of one tone are joined. */
export function inTones(spans: readonly Span[]): readonly Piece[] {
  const pieces: { text: string; tone: Tone }[] = [];
  for (const { text, tone = 'plain' } of spans) {
    const last = pieces[pieces.length - 1];
    if (last?.tone === tone) last.text += text;
    else if (text !== '') pieces.push({ text, tone });
  }
  return pieces;
}

/** How many columns a line takes. */
export function lineWidth(line: Line): number {
  return widthOf(plainText(line));
}

/**
 * A sentence in lines of at most so many columns, broken between words; a number keeps its % sign, and no word is cut.
 */
export function wrap(sentence: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(/(?<!=) (?![%=])/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, width);
    lines.push(...pieces.slice(0, -1));
    line = at(pieces, pieces.length - 1);
  }
  return line === '' ? lines : [...lines, line];
}

/** A word in pieces of at most so many columns: a path may be longer than a window is wide. */
function piecesOf(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && stringWidth(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** A name to the left and its value to the right, together in so many columns. */
export function labelled(label: string, value: string, width: number): string {
  const free = Math.max(0, width - stringWidth(value) - 1);
  return `${fit(label, free)} ${value}`;
}

/** The text of a line without its tones. */
export function plainText(line: Line): string {
  return typeof line === 'string' ? line : line.map(({ text }) => text).join('');
}
