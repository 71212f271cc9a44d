import { expect, test } from 'vitest';
import { DAY_MS } from '../dates.ts';
import { apiChart, json, priceOn } from '../testing/coingecko-server.ts';
import { later, TODAY, world } from '../testing/world.ts';

test('row 23b: a stored day and a fetched one that differ by 5 % → the newer wins, and it is reported', async () => {
  await using here = await world({ answer: json(apiChart(365, TODAY, (day) => priceOn(day) * 1.05)) });
  await here.importDays('2026-06-01', '2026-06-14');
  const { result, notices } = await here.ingest({ refresh: true });
  expect(notices).toEqual([
    expect.stringMatching(
      /^2026-06-01 and 13 more: the new price differs by over 1 %.*\(\d+\.\d\d → \d+\.\d\d\)/,
    ),
  ]);
  expect(result.chart.observations.at(-2)?.price).toBeCloseTo(
    priceOn(Date.parse('2026-06-14') / DAY_MS) * 1.05,
    9,
  );
});

test('row 23b: a stored chart that ends 400 days ago → what is newer than the gap is used, and it is said', async () => {
  await using here = await world();
  await here.fetch();
  here.moveTo(later(400));
  const { result, notices } = await here.ingest({ days: 'max' });
  expect(result.chart.observations).toHaveLength(365);
  expect(notices).toEqual([expect.stringContaining('only what is newer is used')]);
  expect(result.history.observations).toHaveLength(730);
});

test('row 64: a clock that jumped back since a fetch → what is stored does not count as fresh', async () => {
  await using here = await world({ answer: json(apiChart(100, later(-5))) });
  await here.fetch();
  here.moveTo(later(-2));
  await here.ingest();
  // The three days since the newest, though by the clock of then they were asked for, and two of overlap.
  expect(here.asked).toEqual(['365', '5']);
});
