import { describe, expect, it } from 'vitest';
import { nestedChoices } from './nested.ts';
import { seededRandom } from './random.ts';

describe('nested choices', () => {
  it('take what had lost least until then, and stay with it for a step', () => {
    const first = [1, 1, 9, 9, 9, 9];
    const second = [2, 2, 2, 2, 2, 2];
    expect(nestedChoices([first, second], { first: 2, step: 2 })).toEqual([0, 0, 1, 1]);
    const late = [1, 1, 1, 1, 9, 9, 9];
    expect(nestedChoices([late, [...second, 2]], { first: 2, step: 2 })).toEqual([0, 0, 0, 0, 1]);
    expect(
      nestedChoices(
        [
          [9, 1, 1],
          [2, 2, 2],
        ],
        { first: 2, step: 1 },
      ),
    ).toEqual([1]);
    expect(() => nestedChoices([], { first: 2, step: 2 })).toThrow(RangeError);
    expect(nestedChoices([[1]], { first: 2, step: 2 })).toEqual([]);
  });

  it('see nothing of the days they are used on: what comes later changes no earlier choice', () => {
    const random = seededRandom(3);
    const losses = Array.from({ length: 4 }, () => Array.from({ length: 100 }, () => random()));
    const changed = losses.map((loss) => loss.map((value, t) => (t < 60 ? value : random())));
    const settings = { first: 20, step: 10 };
    // The choice for days 60 to 69 is made by the days before 60.
    const until = 70 - settings.first;
    expect(nestedChoices(changed, settings).slice(0, until)).toEqual(
      nestedChoices(losses, settings).slice(0, until),
    );
  });

  it('gain nothing from noise: the best of many until now is no better tomorrow', () => {
    const random = seededRandom(8);
    const losses = Array.from({ length: 30 }, () => Array.from({ length: 2000 }, () => random()));
    const choices = nestedChoices(losses, { first: 100, step: 30 });
    const chosen =
      choices.reduce((sum, choice, t) => sum + (losses[choice]?.[100 + t] ?? 0), 0) / choices.length;
    expect(Math.abs(chosen - 0.5)).toBeLessThan(0.02);
  });
});
