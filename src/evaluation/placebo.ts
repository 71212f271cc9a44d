import { at, type Vector } from '../learning/vector.ts';
import { seededRandom } from './random.ts';

/**
 * How far a column must be shifted, at least, either way round: its own weather must not reach the days it lands on.
 */
const LEAST_SHIFT = 30;

/**
 * Distinct amounts to shift a column of n values by, drawn with a seed from 30 to n − 30, none of which leaves every
 * column as it is; all there are where they are fewer than `count`, in the order drawn.
 */
export function placeboShifts(
  columns: readonly Vector[],
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly number[] {
  const [first = []] = columns;
  const n = first.length;
  const amounts: number[] = [];
  for (let amount = LEAST_SHIFT; amount <= n - LEAST_SHIFT; amount++) amounts.push(amount);
  return shuffled(amounts, seededRandom(seed))
    .filter((amount) => columns.some((column) => changesBy(column, amount)))
    .slice(0, count);
}

/** The column moved `amount` rows later, its end come round to its beginning. */
export function shifted(column: Vector, amount: number): Vector {
  const n = column.length;
  return column.map((_, i) => at(column, (((i - amount) % n) + n) % n));
}

/** The chance of such a gain were the signal's dates of no account: (1 + as many as gained as much) / (1 + shifts). */
export function placeboPValue(gain: number, gains: Vector): number {
  return (1 + gains.filter((each) => each >= gain).length) / (1 + gains.length);
}

function changesBy(column: Vector, amount: number): boolean {
  return column.some((value, i) => value !== at(column, (i + amount) % column.length));
}

/** Fisher and Yates's shuffle. */
function shuffled(values: readonly number[], random: () => number): readonly number[] {
  const deck = [...values];
  for (let i = deck.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [deck[i], deck[j]] = [at(deck, j), at(deck, i)];
  }
  return deck;
}
