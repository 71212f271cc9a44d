import { distance } from 'fastest-levenshtein';

/** How many letters of a word may be wrong: a third of them; of short words one, as half of josn makes coin. */
const farthest = (word: string): number => (word.length <= 4 ? 1 : Math.ceil(word.length / 3));

/** Of known words those that a word is likely a slip of, the nearest first; none where all are far. */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  return known
    .map((each) => ({ each, far: distance(word, each) }))
    .filter(({ far }) => far <= farthest(word))
    .toSorted((a, b) => a.far - b.far)
    .map(({ each }) => each);
}
