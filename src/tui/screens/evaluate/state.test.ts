import { expect, it } from 'vitest';
import { listen } from '../../../async.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { defaultEvaluateSettings, evaluate } from '../../../training/evaluate.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { viewportIn } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { verdictLines, viewShown, viewsOf } from './layout.ts';
import { evaluationOf } from './state.ts';
import { tuned } from './testing.ts';

const opened: Session = { ...initialSession, screen: 'evaluate' };

function press(session: Session, ...keys: readonly string[]): Session {
  return keys.reduce((state, key) => actionsOf(state, key).reduce(reduceSession, state), session);
}

async function evaluated(): Promise<Session> {
  const context = await testContext();
  const { evaluations } = await listen(evaluate([chartRequestFor()], defaultEvaluateSettings, context));
  const [evaluation] = evaluations;
  if (evaluation === undefined) throw new Error('nothing was evaluated');
  return reduceSession(press(opened, 'enter'), { type: 'walk done', evaluation });
}

it('goes through the feature sets round both ends', () => {
  expect(press(opened, 'right').evaluate.featureSet).toBe('returns');
  expect(press(opened, 'left').evaluate.featureSet).toBe('volatility');
  expect(press(opened, 'left', 'right').evaluate.featureSet).toBe('classic');
});

it('runs one walk at a time, and takes its keys for other work while it does', () => {
  const walking = press(opened, 'enter');
  expect(walking.evaluate.running).toBe('walk-forward');
  expect(press(walking, 't', 'right', 'u').evaluate).toEqual(walking.evaluate);
});

it('keeps nothing of a walk that is cancelled, nor of folds that arrive after it', () => {
  const now = { featureSet: 'classic', fold: 3, folds: 9, done: 0.3, secondsLeft: 1, rolling: [] } as const;
  const walking = reduceSession(press(opened, 'enter'), { type: 'walk progressed', now });
  expect(walking.evaluate.now).toEqual(now);
  const cancelled = press(walking, 'escape');
  expect(cancelled.evaluate).toMatchObject({ running: undefined, now: undefined, evaluations: {} });
  expect(cancelled.evaluate.message).toMatch(/nothing was kept/);
  const late = reduceSession(cancelled, { type: 'walk progressed', now });
  expect(late.evaluate.now).toBeUndefined();
});

it('shows curves of what was walked, and of another set none', async () => {
  const session = await evaluated();
  const viewport = viewportIn(session.window);
  expect(viewsOf(session.evaluate, viewport)).toEqual([
    'verdict',
    'figures',
    'equity',
    'skill',
    'reliability',
  ]);
  const turned = press(session, 'v', 'v', 'v');
  expect(viewShown(turned.evaluate, viewport)).toBe('skill');
  expect(viewShown(press(turned, 'right').evaluate, viewport)).toBe('verdict');
  expect(viewShown(press(turned, 'v', 'v').evaluate, viewport)).toBe('verdict');
});

it('shows the figures below the verdict where there is room for them, and no page of their own', async () => {
  const session = reduceSession(await evaluated(), { type: 'resized', size: { columns: 100, rows: 36 } });
  expect(viewsOf(session.evaluate, viewportIn(session.window))).not.toContain('figures');
});

it('keeps what this session came to where earlier walk-forwards are read after it', async () => {
  const session = await evaluated();
  const read = reduceSession(session, { type: 'evaluations read', evaluations: {}, problem: undefined });
  expect(read.evaluate).toMatchObject({ isRead: true, evaluations: session.evaluate.evaluations });
});

it('reads anew where a walk-forward stands among all recipes, once more were tried', async () => {
  const session = await evaluated();
  const kept = evaluationOf(session.evaluate);
  if (kept === undefined) throw new Error('nothing is kept');
  const read = { ...kept, standing: { evaluations: 20, place: 1, pValueHolm: 0.62 } };
  const action = { type: 'evaluations read', evaluations: { classic: read }, problem: undefined } as const;
  const { evaluate } = reduceSession(session, action);
  const said = verdictLines(evaluationOf(evaluate) ?? kept, { width: 120, height: 40 });
  expect(JSON.stringify(said)).toContain('The 1st of 20 recipes tried on bitcoin');
  const searched = reduceSession({ ...session, evaluate }, { type: 'search done', tuned: tuned() });
  expect(searched.evaluate.isRead).toBe(false);
});

it.each([
  [60, 20],
  [80, 24],
  [120, 40],
  [200, 50],
])('can show the figures, the curves and the reliability in a window of %i×%i', async (columns, rows) => {
  const session = reduceSession(await evaluated(), { type: 'resized', size: { columns, rows } });
  const views = viewsOf(session.evaluate, viewportIn(session.window));
  expect(views).toEqual(['verdict', 'figures', 'equity', 'skill', 'reliability']);
  expect(viewShown(press(session, 'v').evaluate, viewportIn(session.window))).toBe('figures');
});

it('begins the training form of a coin with the set that was chosen for it, and of another coin with none', () => {
  const chosen = press(opened, 'right', 'u');
  expect(chosen.train.settings.featureSet).toBe('returns');
  expect(chosen.evaluate.message).toMatch(/after a restart\. Commands take --feature-set returns\.$/);
  expect(actionsOf(chosen, 'u')).toEqual([]);
  const market = (coin: string) => ({ type: 'market chosen', market: { coin, vsCurrency: 'usd' } }) as const;
  const changed = reduceSession(chosen, {
    type: 'setting typed',
    settings: { ...chosen.train.settings, featureSet: 'market' },
  });
  const other = reduceSession(changed, market('ethereum'));
  expect(other.train.settings.featureSet).toBe('market');
  expect(reduceSession(other, market('bitcoin')).train.settings.featureSet).toBe('returns');
});

it('forgets what another market came to', async () => {
  const other = reduceSession(await evaluated(), {
    type: 'market chosen',
    market: { coin: 'ethereum', vsCurrency: 'usd' },
  });
  expect(other.evaluate).toMatchObject({ evaluations: {}, isRead: false, tuned: undefined });
});

it('asks before a walk is lost by leaving', () => {
  const asked = press(opened, 'enter', 'q');
  expect(asked.leaving).toBeUndefined();
  expect(asked.question?.text).toBe('A walk-forward runs. Leave, and lose it?');
  expect(press(asked, 'y').leaving).toBe(0);
});

it('applies the choice of a search to the training form and to the coin by one key', () => {
  const choice = { featureSet: 'market', l2: 100, trainWindow: 730, logLoss: 0.69 } as const;
  const searched = reduceSession(press(opened, 't'), {
    type: 'search done',
    tuned: { ...tuned(), choice },
  });
  const applied = press(searched, 'a');
  expect(applied.train.settings).toMatchObject({ featureSet: 'market', l2: 100, window: 730 });
  expect(applied.evaluate.defaults).toEqual({ bitcoin: 'market' });
});
