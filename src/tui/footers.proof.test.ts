import { beforeAll, expect, it } from 'vitest';
import type { Session } from './session/session.ts';
import { coloursIn } from './testing/footers/colours.ts';
import { windows, wrongKeys } from './testing/footers/wrong-keys.ts';
import { openedSession } from './testing/opened-session.ts';

let opened: Session;
beforeAll(async () => {
  opened = await openedSession();
}, 60_000);

/** Drawing takes longest: each place is drawn in one window, by turns; `FOOTERS=all` draws each in every one. */
const share = process.env.FOOTERS === 'all' ? 1 : windows.length;

it.each(windows.map(({ name }, ofWindow) => [name, ofWindow] as const))(
  'every key of every footer does what it says, and is noticed to, %s',
  async (_, ofWindow) => {
    expect(await wrongKeys(opened, ofWindow, { share })).toEqual([]);
  },
  120_000,
);

it('shows in colour which tab is shown, what takes the keys, and what is better or worse, and says it without', async () => {
  const seen = new Set<string>();
  for (const [ofWindow, { isHeard, name }] of windows.entries()) {
    if (isHeard) continue;
    const colours = await coloursIn(opened, ofWindow, { share });
    expect(colours.wrong, name).toEqual([]);
    for (const what of colours.seen) seen.add(what);
  }
  expect([...seen].toSorted()).toEqual([
    'that it is better',
    'that it is worse',
    'the tab that is shown',
    'what takes the keys',
  ]);
}, 120_000);
