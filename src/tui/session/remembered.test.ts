import { expect, it } from 'vitest';
import { targets } from '../../features/engineer.ts';
import { temporaryFolder } from '../../testing/context.ts';
import { PreferencesFile, type StoredPreferences } from '../../workspace/preferences.ts';
import type { Project } from '../../workspace/project.ts';
import { recall, remember } from './remembered.ts';
import { initialSession, reduceSession, type Session } from './session.ts';

async function nextAfter(session: Session): Promise<Session> {
  const file = new PreferencesFile(await temporaryFolder());
  await remember(file, session, session.theme);
  return reduceSession(initialSession, {
    type: 'restored',
    restored: recall({ preferences: file.read(), project: {} }, initialSession),
  });
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

it('begins with what the project says before the last session, and stays with a coin of the project', () => {
  const last = { coin: 'ethereum', vs_currency: 'eur', days: '90', settings: { featureSet: 'market' } };
  const preferences = { session: JSON.stringify(last) };
  const project: Project = {
    coins: ['solana', 'ethereum'],
    vs: 'usd',
    days: 'max',
    target: 'large_move',
    feature_set: 'returns',
  };
  expect(recall({ preferences, project: { ...project, coins: ['solana'] } }, initialSession)).toMatchObject({
    market: { coin: 'solana', vsCurrency: 'usd' },
    days: 'max',
    settings: { target: 'large_move', featureSet: 'returns' },
  });
  const restored = recall({ preferences, project }, initialSession);
  expect(restored.market.coin).toBe('ethereum');
  expect(reduceSession(initialSession, { type: 'restored', restored }).evaluate.featureSet).toBe('returns');
  expect(recall({ preferences, project: {} }, initialSession)).toMatchObject({
    market: { coin: 'ethereum', vsCurrency: 'eur' },
    days: 90,
    settings: { target: 'direction', featureSet: 'market' },
  });
});

it('begins with the preferences where there was no session yet', () => {
  const settings = (preferences: StoredPreferences) =>
    recall({ preferences, project: {} }, initialSession).settings;
  expect(settings({ target: 'large_move' })).toMatchObject({
    target: 'large_move',
    featureSet: targets.large_move.defaultFeatureSet,
  });
  expect(settings({ feature_set: 'returns' })).toMatchObject({ target: 'direction', featureSet: 'returns' });
  const session = JSON.stringify({ settings: { target: 'direction', featureSet: 'market' } });
  expect(settings({ target: 'large_move', session })).toMatchObject({
    target: 'direction',
    featureSet: 'market',
  });
});

it('begins with the set of the project’s target where the last session forecast another', () => {
  const preferences = { session: JSON.stringify({ settings: { featureSet: 'market' } }) };
  const { settings } = recall({ preferences, project: { target: 'large_move' } }, initialSession);
  expect(settings).toMatchObject({ target: 'large_move', featureSet: targets.large_move.defaultFeatureSet });
});
