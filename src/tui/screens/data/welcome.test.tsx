import { render } from 'ink-testing-library';
import { expect, it } from 'vitest';
import { App } from '../../app.tsx';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { createStore } from '../../session/store.ts';

const current = { inUse: new Map(), last: undefined };
const frameOf = (newestFirst: readonly string[], columns: number) => {
  const session: Session = { ...initialSession, window: { columns, rows: 24 } };
  const list = { runs: [], damaged: [], newestFirst, current };
  const store = createStore<Session, Action>(
    reduceSession,
    reduceSession(session, { type: 'runs listed', list }),
  );
  return render(<App store={store} />).lastFrame() ?? '';
};

it.each([60, 80, 100])('says in two lines what this is and the way through it, in %i columns', (columns) => {
  const lines = frameOf([], columns).split('\n');
  const first = lines.findIndex((line) => line.includes('Can tomorrow’s price be forecast?'));
  expect(lines[first]).not.toContain('…');
  expect(lines[first + 1]).toMatch(/1 .*3, then Enter.*4 .*6 /);
  expect(lines[first + 1]).not.toContain('…');
});

it('says it no more where something was trained', () => {
  expect(frameOf(['bitcoin-usd-20260101-000000-000000'], 100)).not.toContain('Can tomorrow');
});
