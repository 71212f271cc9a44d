import { expect, it } from 'vitest';
import type { RunList, SavedRun } from '../../../workspace/runs.ts';
import { actionsOf } from '../../keys/bindings.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';

const run = (id: string) => ({ id, model: { coin: 'bitcoin', vsCurrency: 'usd' } }) as SavedRun;
const list: RunList = {
  runs: [run('new'), run('old')],
  damaged: [],
  current: { inUse: new Map([['bitcoin_usd', 'old']]), last: 'bitcoin_usd' },
} as unknown as RunList;
const listed = reduceSession({ ...initialSession, screen: 'runs' }, { type: 'runs listed', list });

const press = (session: Session, ...keys: readonly string[]) =>
  keys.reduce((state, key) => actionsOf(state, key).reduce<Session>(reduceSession, state), session);

it('says before a run is removed that it is the one in use', () => {
  expect(press(listed, 'x').question?.text).toBe('Remove new for good?');
  expect(press(listed, 'down', 'x').question?.text).toBe(
    'old is in use for bitcoin in usd. Remove it for good, and leave no run in use?',
  );
});

it('acts, where two are compared, on the second, which the footer and the page call B', () => {
  const compared = press(listed, 'c', 'down', 'c');
  expect(compared.runs.compared?.map(({ id }) => id)).toEqual(['new', 'old']);
  const use: readonly Action[] = [{ type: 'run use asked', id: 'old' }];
  expect(actionsOf(compared, 'u')).toEqual(use);
});
