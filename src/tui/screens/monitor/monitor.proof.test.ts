import { expect, it } from 'vitest';
import { key, startInTerminal } from '../../testing/terminal-session.ts';

it('opens Monitor on a trained model, shows status and drift, retrains, and leaves with 0', async () => {
  const session = await startInTerminal({ columns: 80, rows: 24 });
  await session.until('cannot be reached');
  await session.press('7');
  await session.until('press 3, then Enter, to train one');
  await session.press('3', key.enter);
  await session.until(/No better than the base rate/);
  await session.press('7');
  const shown = await session.until(/price_lag_7 +\d/);
  expect(shown).toContain('[7 Mon');
  expect(shown).toContain('! WARNING');
  expect(shown).toMatch(/the newest day is [\d,]+ days old/);
  expect(shown).toContain('Drift: 60 days to 2026-01-31, 291 training rows');
  for (const line of session.lines()) expect(line.length).toBeLessThanOrEqual(80);
  await session.press('v');
  await session.until('30 more are missing');
  await session.press('t');
  await session.until('Retrain bitcoin on prices to 2026-01-31?');
  await session.press('y');
  await session.until(/Decision: .* stays in use/);
  await session.press('q');
  expect(await session.exited).toBe(0);
});
