import { cut, type Line, widthOf, wrap } from '../drawing/text.ts';

const LABEL = 12;

/** A line in the room there is: what stands beside a label is broken under itself, a row of a table is cut. */
export function labelledLines(line: string, width: number): readonly Line[] {
  const isSentence = /^[A-Z][a-z]+ {2,}\S/.test(line);
  if (widthOf(line) <= width || !isSentence) return [cut(line, width)];
  return wrap(line.slice(LABEL), width - LABEL).map(
    (text, i) => (i === 0 ? line.slice(0, LABEL) : ' '.repeat(LABEL)) + text,
  );
}
