import { at } from '../learning/vector.ts';
import type { Window, WindowFits } from '../learning/window-fits.ts';
import { lossOf, type Outcome } from './metrics.ts';

export const L2_CANDIDATES = [1, 10, 100, 1000, 10_000] as const;
const CHAINED_FOLDS = 5;

/**
 * The penalty with the least mean log loss over 5 forward-chained folds inside a window of training rows: with
 * m = ⌊n/6⌋, fold k trains on all but the newest (6 − k)·m rows and forecasts the m that follow.
 *
 * Yields after each epoch, so that whoever pulls decides when to let others run.
 */
export function* chooseL2(
  fits: WindowFits,
  labels: readonly Outcome['actual'][],
  { from, to }: Window,
): Generator<void, number, void> {
  const size = Math.floor((to - from) / (CHAINED_FOLDS + 1));
  const losses = L2_CANDIDATES.map(() => 0);
  for (let left = CHAINED_FOLDS; left >= 1; left--) {
    const cut = to - left * size;
    for (const [candidate, l2] of L2_CANDIDATES.entries()) {
      yield* fits.fit({ from, to: cut }, l2);
      for (let i = cut; i < cut + size; i++) {
        const loss = lossOf({
          probability: fits.forecast(i),
          logOdds: fits.logOdds(i),
          actual: at(labels, i),
        });
        losses[candidate] = at(losses, candidate) + loss;
      }
    }
  }
  return at(L2_CANDIDATES, losses.indexOf(Math.min(...losses)));
}
