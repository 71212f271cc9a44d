import { describe, expect, it } from 'vitest';
import { daysInWords, missingInWords } from './days.ts';

describe('days in words', () => {
  it('tell filled prices apart from filled market caps and volumes', () => {
    const filledByColumn = { price: 0, marketCap: 2823, totalVolume: 1 };
    expect(daysInWords({ days: 2823, filled: 2823, filledByColumn })).toBe(
      '2,823 days, every price is real, 2,823 filled market caps, 1 filled volume',
    );
    const gap = { price: 10, marketCap: 10, totalVolume: 0 };
    expect(daysInWords({ days: 150, filled: 10, filledByColumn: gap })).toBe(
      '150 days, 10 filled prices, 10 filled market caps',
    );
  });

  it('are short where nothing was filled, and say what is known where columns were not counted', () => {
    const nothing = { price: 0, marketCap: 0, totalVolume: 0 };
    expect(daysInWords({ days: 1, filled: 0, filledByColumn: nothing })).toBe('1 day, 0 filled');
    expect(daysInWords({ days: 9, filled: 2 })).toBe('9 days, 2 days with a filled value');
  });

  it('count what is missing column by column', () => {
    expect(missingInWords({ price: 0, marketCap: 380, totalVolume: 0 })).toBe(
      'every day has a price, 380 days without a market cap',
    );
    expect(missingInWords({ price: 1, marketCap: 0, totalVolume: 2 })).toBe(
      '1 day without a price, 2 days without a volume',
    );
  });
});
