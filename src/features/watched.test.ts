import { describe, expect, it } from 'vitest';
import { daysOf, wavyDays } from '../testing/days.ts';
import { featureSets } from './engineer.ts';
import { watching } from './watched.ts';

describe('a feature set that is watched for drift', () => {
  it("has the market's daily return after its features, where it lacks it", () => {
    const days = wavyDays();
    const own = featureSets.classic.columns(days);
    const watched = watching(featureSets.classic).columns(days);
    expect(Object.keys(watched)).toEqual([...Object.keys(own), 'log_return_1']);
    expect(watched).toMatchObject(own);
    expect(watching(featureSets.classic).name).toBe('classic');
    const { log_return_1 } = watching(featureSets.classic).columns(daysOf([1, Math.E, 1]));
    expect(log_return_1).toEqual([Number.NaN, expect.closeTo(1, 12), expect.closeTo(-1, 12)]);
  });

  it('has the same columns where it has it already, those beside bitcoin too', () => {
    const [days, bitcoin] = [wavyDays(), wavyDays(1)];
    expect(watching(featureSets.market).columns(days, bitcoin)).toEqual(
      featureSets.market.columns(days, bitcoin),
    );
  });
});
