import { distance } from 'fastest-levenshtein';

/** How many letters of a word may be wrong: a third of them; of short words one, as half of josn makes coin. */
const farthest = (word: string): number => (word.length <= 4 ? 1 : Math.ceil(word.length / 3));

/** Of known words those that a word is likely a slip of, the nearest first; none where all are far. */
export function nearest(word: string, known: readonly string[]): readonly string[] {
  return known
    .map((each) => ({ each, far: isSwapped(word, each) ? 1 : distance(word, each) }))
    .filter(({ far }) => far <= farthest(word))
    .toSorted((a, b) => a.far - b.far)
    .map(({ each }) => each);
}

/** Whether two neighbouring letters changed places, which is one slip: `hlep`. */
function isSwapped(word: string, known: string): boolean {
  const place = [...word].findIndex((letter, i) => letter !== known[i]);
  const swapped =
    word.slice(0, place) +
    word
      .slice(place, place + 2)
      .split('')
      .reverse()
      .join('');
  return place >= 0 && swapped + word.slice(place + 2) === known;
}
