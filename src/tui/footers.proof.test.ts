import { beforeAll, expect, it } from 'vitest';
import type { Session } from './session/session.ts';
import { windows, wrongKeys } from './testing/footers.tsx';
import { openedSession } from './testing/opened-session.ts';

let opened: Session;
beforeAll(async () => {
  opened = await openedSession();
}, 60_000);

/** Drawing takes longest: each place is drawn in at most one window, by turns; `FOOTERS=all` draws each in every one. */
const share = process.env.FOOTERS === 'all' ? 1 : 2 * windows.length;

it.each(windows.map(({ name }, place) => [name, place] as const))(
  'every key of every footer does what it says, and is noticed to, %s',
  async (_, place) => {
    expect(await wrongKeys(opened, place, { share })).toEqual([]);
  },
  120_000,
);
