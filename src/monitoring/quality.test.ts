import { expect, it } from 'vitest';
import { assessQuality, hasProblems } from './quality.ts';

const day = (date: string, price: number | null, totalVolume: number | null = 1) => ({
  date,
  price,
  marketCap: 1,
  totalVolume,
});
const now = new Date('2026-01-04T12:00:00Z');
const trained = { from: '2025-12-01', to: '2026-01-03' };

it('finds nothing wrong with days that are complete and new', () => {
  const quality = assessQuality([day('2026-01-03', 100), day('2026-01-04', 110)], { trained, now });
  expect(hasProblems(quality)).toBe(false);
  expect(quality.ageHours).toBe(12);
});

it('calls data stale once the newest price is over 36 hours old', () => {
  const days = [day('2026-01-02', 100), day('2026-01-03', 100)];
  expect(assessQuality(days, { trained, now }).isStale).toBe(false);
  expect(assessQuality(days, { trained, now: new Date('2026-01-04T12:00:01Z') }).isStale).toBe(true);
});

it('says of days older than those of the training how old they are, and that they are', () => {
  const quality = assessQuality([day('2026-01-01', 100), day('2026-01-04', 110, 0)], {
    trained: { from: '2026-01-05', to: '2999-01-01' },
    now,
  });
  expect(quality).toMatchObject({ ageHours: 12, isBefore: true, gaps: [], zeroVolumes: [] });
  expect(hasProblems(quality)).toBe(true);
});

it('takes no age for one where no day has a price', () => {
  expect(() => assessQuality([day('2026-01-01', null)], { trained, now })).toThrow(RangeError);
});

it('finds gaps, days without volume, and steps of over 50 %, however the days are written', () => {
  const quality = assessQuality(
    [
      day('2025-12-28', 100),
      day('2025-12-29', null),
      day('2026-01-01', 100, 0),
      day('2026-01-02', 150),
      day('2026-01-03', 226),
      day('2026-01-04', 112, null),
    ],
    { trained, now },
  );
  expect(quality.gaps).toEqual([{ from: '2025-12-29', to: '2025-12-31', days: 3 }]);
  expect(quality.zeroVolumes).toEqual(['2026-01-01']);
  expect(quality.steps.map(({ date }) => date)).toEqual(['2026-01-03', '2026-01-04']);
});
