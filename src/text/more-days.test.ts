import { describe, expect, it } from 'vitest';
import { moreDaysLines } from './more-days.ts';

describe('days that are too few to judge by', () => {
  const year = {
    coin: 'dash',
    vsCurrency: 'eur',
    days: 365,
    source: 'coingecko',
    verdict: 'no_better_than_baseline',
  } as const;

  it('name the exchanges and an import', () => {
    const expected =
      /^! 365 days are too few.*--days max.*with --source coinbase or --source binance --vs usdt, .*: crypto-predict fetch --coin dash --vs eur --from FILE\.$/;
    expect(moreDaysLines(year)).toEqual([expect.stringMatching(expected)]);
    expect(moreDaysLines({ ...year, source: 'cache', verdict: 'too_few_rows' })).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  it('name what helps where they came from a file or from an exchange', () => {
    expect(moreDaysLines({ ...year, source: 'csv' })).toEqual([
      '! 365 days are too few to judge by: use a longer file.',
    ]);
    expect(moreDaysLines({ ...year, source: 'binance' })).toEqual([expect.not.stringMatching(/--source/)]);
  });

  it('are none where there are more, or where they told something', () => {
    expect(moreDaysLines({ ...year, days: 367 })).toEqual([]);
    expect(moreDaysLines({ ...year, verdict: 'worse_than_baseline' })).toEqual([]);
    expect(moreDaysLines({ ...year, days: 2000, verdict: 'too_few_rows' })).toHaveLength(1);
  });
});
