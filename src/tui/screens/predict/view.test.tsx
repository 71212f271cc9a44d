import { expect, it } from 'vitest';
import { testContext } from '../../../testing/context.ts';
import { trainInto } from '../../../testing/server.ts';
import { heardViewport, type Viewport, viewportIn } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { frameOfScreen } from '../../testing/frame-of-screen.tsx';
import { readNewestDay } from './errands.ts';
import { PredictScreen } from './view.tsx';

function frameOf(session: Session, viewport: Viewport): string {
  return frameOfScreen(PredictScreen, session, viewport);
}

async function prepared(): Promise<Session> {
  const context = await testContext();
  await trainInto(context, { featureSet: 'returns' });
  const market = { ...initialSession.market, target: 'direction' } as const;
  return reduceSession(initialSession, {
    type: 'prediction prepared',
    ...(await readNewestDay(market, context)),
  });
}

it('shows every feature by its whole name, in the smallest window, too', async () => {
  const session = await prepared();
  const features = session.predict.run?.model.features ?? [];
  expect(features).toContain('volatility_ratio_7_30');
  const viewport = viewportIn({ columns: 60, rows: 20 });
  for (const [field, name] of features.entries()) {
    const chosen = { ...session, predict: { ...session.predict, field } };
    expect(frameOf(chosen, viewport)).toMatch(new RegExp(`› ${name} `));
  }
});

it('is read out in words, the forecast first, then a line for each feature', async () => {
  const session = await prepared();
  const heard = frameOf(session, heardViewport({ columns: 80, rows: 24 })).split('\n');
  expect(heard[0]).toMatch(/^For 2026-02-01 +[▲▼] (UP|DOWN) +P\(up\) = 0\.\d{3}/);
  expect(heard.some((line) => /^volatility_ratio_7_30: 1\.25, contribution [+−]0\.\d{3}$/.test(line))).toBe(
    true,
  );
  expect(heard.join('')).not.toMatch(/[─-▟⠀-⣿]/);
});
