/**
 * Characters that take one column each, alone and next to each other: Latin, punctuation, arrows, mathematics,
 * lines, blocks and Braille. Frames consist of them.
 */
export const NARROW =
  '\\u0020-\\u007e\\u00a1-\\u00ac\\u00ae-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u2190-\\u22ff\\u2500-\\u25fc\\u2800-\\u28ff';

/** None of these joins another, nor do the two controls that a terminal's sequences are made with. */
const APART = new RegExp(`^[${NARROW}\\u001b\\u0007]*$`);

/** What is drawn as one character, and where it begins. */
interface Grapheme {
  readonly segment: string;
  readonly index: number;
}

let segmenter: Intl.Segmenter | undefined;

/**
 * Stands in for an `Intl.Segmenter` in the packages that draw. Making one takes a third of the time to a first frame,
 * and asking it is slow: it is made and asked only for texts that need it.
 */
export const graphemes = {
  segment(text: string) {
    if (APART.test(text)) return charactersOf(text);
    segmenter ??= new Intl.Segmenter();
    return segmenter.segment(text);
  },
};

function charactersOf(
  text: string,
): Iterable<Grapheme> & { containing: (index: number) => Grapheme | undefined } {
  const characters = Array.from(text, (segment, index) => ({ segment, index }));
  return {
    [Symbol.iterator]: () => characters[Symbol.iterator](),
    containing: (index) => characters[index],
  };
}
