import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../dates.ts';
import type { Day } from '../../../domain.ts';
import {
  daysSeen,
  dayUnderCursor,
  initialLook,
  type Look,
  withCursorMoved,
  withRange,
  withZoom,
} from './look.ts';

function daysFrom(date: string, count: number): readonly Day[] {
  return Array.from({ length: count }, (_, i) => ({
    date: addDays(date, i),
    price: 100 + i,
    marketCap: null,
    totalVolume: null,
    filled: {},
  }));
}

const days = daysFrom('2024-01-01', 500);
const datesOf = (look: Look, all = days) => {
  const seen = daysSeen(all, look);
  return [seen[0]?.date, seen.at(-1)?.date, seen.length];
};
const moved = (look: Look, by: number, columns = 100) => withCursorMoved(days, look, { by, columns });

describe('the days that are looked at', () => {
  it('are the newest of a range, and all where there are fewer', () => {
    expect(datesOf({ ...initialLook, range: '30d' })).toEqual(['2025-04-15', '2025-05-14', 30]);
    expect(datesOf({ ...initialLook, range: 'all' })).toEqual(['2024-01-01', '2025-05-14', 500]);
    expect(datesOf(initialLook, days.slice(0, 3))).toEqual(['2024-01-01', '2024-01-03', 3]);
  });

  it('are half as many around the cursor, which stays where it is, or twice as many', () => {
    const cursor = '2024-12-01';
    const near = withZoom(days, { ...initialLook, cursor }, 1);
    expect(datesOf(near)).toEqual(['2024-08-23', '2025-02-21', 183]);
    expect(datesOf(withZoom(days, near, -1))).toEqual(['2024-05-14', '2025-05-14', 366]);
    expect(near.cursor).toBe(cursor);
  });

  it('move below the cursor at an edge', () => {
    const look = { ...initialLook, range: '30d', cursor: '2025-04-15' } as const;
    const left = moved(look, -1);
    expect(left.cursor).toBe('2025-04-14');
    expect(datesOf(left)).toEqual(['2025-04-14', '2025-05-13', 30]);
  });

  it('are those of the range again, whatever was zoomed', () => {
    const look = withZoom(days, { ...initialLook, cursor: '2024-12-01' }, 1);
    expect(withRange(look, -1)).toEqual({ ...initialLook, range: '90d' });
  });
});

describe('the cursor', () => {
  it('begins at the newest day and moves by a column, a day at least', () => {
    const first = moved(initialLook, -1);
    expect(first.cursor).toBe('2025-05-14');
    expect(moved(first, -1).cursor).toBe('2025-05-11');
    expect(moved({ ...first, range: '30d' }, -1).cursor).toBe('2025-05-13');
    expect(moved(initialLook, -1e9).cursor).toBe('2024-01-01');
  });

  it('is on a day that is seen, whatever is pressed, and there are days to see', () => {
    const key = fc.constantFrom('left', 'right', 'home', 'end', 'in', 'out', 'range');
    const count = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), count, (keys, length) => {
        const all = daysFrom('2025-01-01', length);
        let look: Look = initialLook;
        for (const each of keys) {
          if (each === 'in' || each === 'out') look = withZoom(all, look, each === 'in' ? 1 : -1);
          else if (each === 'range') look = withRange(look, -1);
          else {
            const by = { left: -1, right: 1, home: -1e9, end: 1e9 }[each];
            look = withCursorMoved(all, look, { by, columns: 20 });
          }
          const seen = daysSeen(all, look);
          expect(seen.length).toBeGreaterThan(0);
          const day = dayUnderCursor(all, look);
          if (day !== undefined) expect(seen).toContain(day);
        }
      }),
    );
  });
});
