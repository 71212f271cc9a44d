import { lineWidth, type Span, type Tone } from './text.ts';

interface Style {
  /** The columns there are: where they are too few for a space between the choices, there is none. */
  readonly width: number;
  /** Of the one that is chosen. */
  readonly tone: Tone;
}

/** Choices in a row, the one that is chosen in brackets. */
export function choiceSpans(
  choices: readonly string[],
  chosen: string,
  { width, tone }: Style,
): readonly Span[] {
  const written = (gap: string) =>
    choices.map((choice): Span => {
      const isChosen = choice === chosen;
      return { text: (isChosen ? `[${choice}]` : ` ${choice} `) + gap, tone: isChosen ? tone : 'quiet' };
    });
  const apart = written(' ');
  return lineWidth(apart) <= width ? apart : written('');
}
