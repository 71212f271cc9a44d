import { cut, type Line, widthOf, wrap } from '../drawing/text.ts';

/**
 * A line of a page of text, no wider than the window: a sentence is broken, under its label where it has one; a row of
 * a table is cut.
 */
export function labelledLines(line: string, width: number): readonly Line[] {
  if (widthOf(line) <= width) return [line];
  const label = /^[A-Z][a-z]+ {2,}/.exec(line)?.[0] ?? '';
  const text = line.slice(label.length);
  if (/\S {2,}\S/.test(text)) return [cut(line, width)];
  return wrap(text, width - label.length).map(
    (part, i) => (i === 0 ? label : ' '.repeat(label.length)) + part,
  );
}
