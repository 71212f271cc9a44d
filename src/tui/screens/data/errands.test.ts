import { expect, it } from 'vitest';
import { world } from '../../../testing/world.ts';
import { readChartOf } from './errands.ts';

it('does not say of what is stored that it is used offline: nothing else was asked for', async () => {
  await using here = await world();
  await here.importDays('2026-01-01', '2026-06-01');
  const market = { coin: 'solana', vsCurrency: 'usd', source: 'auto' } as const;
  const { notices, isFresh, days } = await readChartOf({ market }, here.context);
  expect([days.length, isFresh, notices]).toEqual([152, false, []]);
});
