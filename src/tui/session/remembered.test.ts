import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/context.ts';
import { PreferencesFile } from '../../workspace/preferences.ts';
import { recall, remember } from './remembered.ts';
import { initialSession, reduceSession, type Session } from './session.ts';

async function nextAfter(session: Session): Promise<Session> {
  const file = new PreferencesFile(await temporaryFolder());
  await remember(file, session, session.theme);
  return reduceSession(initialSession, { type: 'restored', restored: recall(file, initialSession) });
}

it('begins the training form of a coin with its default set, whatever was trained with last', async () => {
  const chosen = reduceSession(initialSession, {
    type: 'default set chosen',
    coin: 'bitcoin',
    target: 'direction',
    featureSet: 'returns',
  });
  const trained = { ...chosen.train.settings, featureSet: 'market' } as const;
  const next = await nextAfter(reduceSession(chosen, { type: 'setting typed', settings: trained }));
  expect(next.train.settings.featureSet).toBe('returns');
  expect(next.evaluate).toMatchObject({ featureSet: 'returns', defaults: { bitcoin: 'returns' } });
});

it('keeps the newest defaults where there are too many to keep', async () => {
  const defaults = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`coin-${i}`, 'market'] as const),
  );
  const next = await nextAfter({ ...initialSession, evaluate: { ...initialSession.evaluate, defaults } });
  expect(next.evaluate.defaults['coin-499']).toBe('market');
  expect(next.evaluate.defaults['coin-0']).toBeUndefined();
});
