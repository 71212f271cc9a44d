import { beforeAll, expect, it } from 'vitest';
import type { Session } from './session/session.ts';
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
