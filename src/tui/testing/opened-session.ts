import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../async.ts';
import { importSignals } from '../../market-data/import-signals.ts';
import { packageRoot } from '../../package-root.ts';
import { chartRequestFor, testContext } from '../../testing/context.ts';
import { trainInto } from '../../testing/server.ts';
import { testAndSave } from '../../training/test-and-save.ts';
import { defaultTestSettings } from '../../training/test-signals.ts';
import { testKey } from '../screens/signals/state.ts';
import { reduceSession, type Session } from '../session/session.ts';
import { playSession } from './played-session.tsx';

/** What each screen waits for until it is whole. */
const isWhole: Readonly<Record<string, (session: Session) => boolean>> = {
  '1': ({ data, runs }) => data.chart !== undefined && runs.list !== undefined,
  '2': ({ features }) => features.view !== undefined,
  '4': ({ predict }) => predict.run !== undefined,
  '6': ({ evaluate }) => evaluate.isRead,
  '7': ({ monitor }) => monitor.report !== undefined,
  '8': ({ signals }) => signals.rows?.[0]?.coverage !== undefined,
  '0': ({ overview }) => overview.rows !== undefined,
};

/** A session in which every screen was looked at once: two runs, a walk-forward, a signal and its test. */
export async function openedSession(): Promise<Session> {
  const root = await mkdtemp(join(tmpdir(), 'crypto-predict-'));
  try {
    return await openIn(root);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openIn(root: string): Promise<Session> {
  const context = await testContext({
    workspace: { root },
    coingecko: async () => ({ baseUrl: 'http://127.0.0.1:9', apiKey: undefined, plan: 'demo' }),
  });
  await trainInto(context, { l2: 50 });
  await trainInto(context);
  const file = join(packageRoot, 'docs', 'examples', 'die.csv');
  const { signals } = await importSignals({ file, name: undefined, known: 'end' }, context);
  const session = await playSession(context, { columns: 120, rows: 40 }, () => {});
  const until = async (isThere: (state: Session) => boolean) => {
    while (!isThere(session.getState())) await delay(5);
  };
  try {
    for (const [digit, isThere] of Object.entries(isWhole)) {
      await session.write(digit);
      await until(isThere);
    }
    await session.write('6');
    await session.write('\r');
    await until(({ evaluate }) => evaluate.evaluations.classic !== undefined);
  } finally {
    session.end();
  }
  const settings = { ...defaultTestSettings, resamples: 10, shifts: 1 };
  const request = { requests: [chartRequestFor({ days: 'max' })], names: ['die'], settings };
  const test = await listen(testAndSave(request, context));
  const state = session.getState();
  return signals.reduce<Session>(
    (after, signal) =>
      reduceSession(after, {
        type: 'signal test done',
        key: testKey({ signal, market: state.market, target: 'direction', beside: 'classic' }),
        test,
      }),
    { ...state, screen: 'data', news: undefined },
  );
}
