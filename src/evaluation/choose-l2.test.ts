import { describe, expect, it } from 'vitest';
import { type Window, WindowFits } from '../learning/window-fits.ts';
import { chooseL2, L2_CANDIDATES } from './choose-l2.ts';
import { lossOf } from './metrics.ts';
import { seededRandom } from './random.ts';

/** Fits that note which windows they are fitted to, and which rows they forecast after it. */
class NotedFits extends WindowFits {
  readonly folds = new Map<string, { readonly window: Window; readonly rows: Set<number> }>();
  private current = new Set<number>();

  override fit(window: Window, l2: number): Generator<void, boolean, void> {
    const fold = { window, rows: new Set<number>() };
    this.folds.set(`${l2} ${window.to}`, fold);
    this.current = fold.rows;
    return super.fit(window, l2);
  }

  override forecast(row: number): number {
    this.current.add(row);
    return super.forecast(row);
  }
}

const random = seededRandom(4);
const rows = Array.from({ length: 66 }, () => [random() - 0.5, random() - 0.5, random() - 0.5]);
const labels = rows.map(([x = 0]) => (x + random() / 2 - 0.25 > 0 ? (1 as const) : (0 as const)));
const settings = { scaler: 'standard', halfLife: null } as const;
const window = { from: 5, to: 66 };

function choose<Fits extends WindowFits>(fits: Fits) {
  const work = chooseL2(fits, labels, window);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe('the penalty of a fold', () => {
  it('is tried on five forward-chained folds of a sixth of the rows each, the last ones', () => {
    const fits = new NotedFits(rows, labels, settings, window);
    choose(fits);
    expect(fits.folds.size).toBe(5 * L2_CANDIDATES.length);
    for (const l2 of L2_CANDIDATES) {
      // ⌊61/6⌋ = 10 rows a fold.
      for (const cut of [16, 26, 36, 46, 56]) {
        const fold = fits.folds.get(`${l2} ${cut}`);
        expect(fold?.window).toEqual({ from: 5, to: cut });
        expect([...(fold?.rows ?? [])]).toEqual(Array.from({ length: 10 }, (_, i) => cut + i));
      }
    }
  });

  it('is the one whose forecasts of these rows lost least', () => {
    const losses = L2_CANDIDATES.map((l2) => {
      let sum = 0;
      for (const cut of [16, 26, 36, 46, 56]) {
        const fits = new WindowFits(rows, labels, settings, window);
        for (const _ of fits.fit({ from: 5, to: cut }, l2));
        for (let i = cut; i < cut + 10; i++) {
          sum += lossOf({ probability: fits.forecast(i), actual: labels[i] ?? 0 });
        }
      }
      return sum;
    });
    const chosen = choose(new WindowFits(rows, labels, settings, window));
    expect(chosen).toBe(L2_CANDIDATES[losses.indexOf(Math.min(...losses))]);
  });

  it('needs a label of every row', () => {
    const fits = new WindowFits(rows, labels, settings, window);
    const work = chooseL2(fits, labels.slice(0, 60), window);
    expect(() => {
      while (!work.next().done);
    }).toThrow(RangeError);
  });

  it('tries penalties from 1 to 10,000, each ten times the one before', () => {
    expect(L2_CANDIDATES).toEqual([1, 10, 100, 1000, 10_000]);
  });
});
