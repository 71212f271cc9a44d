import { cut, fit, type Line, type Span } from '../drawing/text.ts';
import type { Editing } from '../session/editing.ts';

/** What is typed, with the cursor in it, in exactly so many columns; the text scrolls to keep the cursor visible. */
export function typedSpans({ field }: Editing, width: number): readonly Span[] {
  const { characters, cursor } = field;
  const first = Math.max(0, cursor - width + 1);
  const shown = characters.slice(first, first + width - 1);
  const place = cursor - first;
  const before = shown.slice(0, place).join('');
  const at = shown[place] ?? ' ';
  const after = shown.slice(place + 1).join('');
  return [
    { text: before, tone: 'accent' },
    { text: at, tone: 'selected' },
    { text: fit(cut(after, width - place - 1), width - place - 1), tone: 'accent' },
  ];
}

/** The lines of a prompt: what is asked, what is typed, and what is wrong with it or how to write it. */
export function promptLines(editing: Editing, width: number): readonly Line[] {
  const label = ` ${editing.label}  `;
  const below = editing.problem ?? (editing.isBusy ? 'working …' : editing.hint);
  return [
    [{ text: label, tone: 'title' }, ...typedSpans(editing, Math.max(4, width - label.length - 1))],
    [
      {
        text: cut(` ${editing.problem === undefined ? '' : '! '}${below}`, width),
        tone: editing.problem === undefined ? 'quiet' : 'warning',
      },
    ],
  ];
}
