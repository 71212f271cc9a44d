import { expect, it } from 'vitest';
import { initialSession, type Session } from '../session/session.ts';
import { actionsOf } from './actions-of.ts';

it('turns a page of as many rows as a table has, fewer where something is said below it', () => {
  const session: Session = { ...initialSession, screen: 'runs', window: { columns: 80, rows: 24 } };
  const told: Session = { ...session, news: { screen: 'evaluate', text: 'The walk-forward is done.' } };
  expect(actionsOf(session, 'pagedown')).toEqual([{ type: 'run moved', by: 14 }]);
  expect(actionsOf(told, 'pagedown')).toEqual([{ type: 'run moved', by: 13 }]);
});
