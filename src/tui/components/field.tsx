import { fit, type Line, type Span, widthOf, wrap } from '../drawing/text.ts';
import type { Editing } from '../session/editing.ts';

/** It stands between two characters, as nothing may say by its colour alone where it is. */
const CURSOR = '▏';

/** What is typed, with the cursor in it, in exactly so many columns; the text scrolls to keep the cursor visible. */
export function typedSpans({ field }: Editing, width: number): readonly Span[] {
  const { characters, cursor } = field;
  const first = Math.max(0, cursor - width + 1);
  const shown = characters.slice(first, first + width - 1);
  const place = cursor - first;
  const before = shown.slice(0, place).join('');
  const after = shown.slice(place).join('');
  const left = Math.max(0, width - widthOf(before) - 1);
  return [
    { text: before, tone: 'accent' },
    { text: CURSOR, tone: 'title' },
    { text: fit(after, left), tone: 'accent' },
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
