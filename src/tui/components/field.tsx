import { at } from '../../learning/vector.ts';
import { fit, type Line, type Span, widthOf, wrap } from '../drawing/text.ts';
import type { Editing } from '../session/editing.ts';

/** It stands between two characters, as nothing may say by its colour alone where it is. */
const CURSOR = '▏';

/** What is typed, with the cursor in it, in exactly so many columns; the text scrolls to keep the cursor visible. */
export function typedSpans({ field }: Pick<Editing, 'field'>, width: number): readonly Span[] {
  const { characters, cursor } = field;
  let [first, left] = [cursor, width - 1];
  // As much of what is before the cursor as there is room for, in columns: some characters take two.
  while (first > 0) {
    const columns = widthOf(at(characters, first - 1));
    if (columns > left) break;
    first -= 1;
    left -= columns;
  }
  // Of what is behind it no more than could be shown, however long it is.
  const after = characters.slice(cursor, cursor + left);
  return [
    { text: characters.slice(first, cursor).join(''), tone: 'accent' },
    { text: CURSOR, tone: 'title' },
    { text: fit(after.join(''), left), tone: 'accent' },
  ];
}

/** The lines of a prompt: what is asked, what is typed, and what is wrong with it or how to write it. */
export function promptLines(editing: Editing, width: number): readonly Line[] {
  const label = ` ${editing.label}  `;
  const below = editing.problem ?? (editing.isBusy ? 'working …' : editing.hint);
  return [
    [{ text: label, tone: 'title' }, ...typedSpans(editing, Math.max(4, width - label.length - 1))],
    ...wrap(editing.problem === undefined ? below : `! ${below}`, width - 2).map(
      (text): Line => [{ text: ` ${text}`, tone: editing.problem === undefined ? 'quiet' : 'warning' }],
    ),
  ];
}
