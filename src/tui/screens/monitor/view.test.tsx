import { render } from 'ink-testing-library';
import { expect, it, vi } from 'vitest';
import { listen } from '../../../async.ts';
import { addDays } from '../../../dates.ts';
import { type MonitorReport, monitor } from '../../../monitoring/monitor.ts';
import type { Decision } from '../../../results/decision.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { trainInto } from '../../../testing/server.ts';
import { logForecast } from '../../../workspace/forecast-log.ts';
import { viewportOf } from '../../frame/viewport.ts';
import { heardViewport, viewportIn } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { MonitorScreen } from './view.tsx';

/** A report on the bundled bitcoin with so many forecasts that have met their day. */
async function reportWith(forecasts: number): Promise<MonitorReport> {
  const context = await testContext();
  const run = await trainInto(context);
  for (let i = 0; i < forecasts; i++) {
    const asOf = addDays('2026-01-30', i - forecasts + 1);
    await logForecast(context.workspace, run.model, {
      madeAt: `${asOf}T23:30:00.000Z`,
      asOf,
      for: addDays(asOf, 1),
      run: run.id,
      features: {},
      probability: 0.4,
      baseRate: run.baseRate,
    });
  }
  return listen(monitor(run, chartRequestFor(), context));
}

const sessionWith = (report: MonitorReport, page: 'drift' | 'forecasts' = 'drift'): Session => ({
  ...initialSession,
  monitor: { ...initialSession.monitor, report, isCurrent: true, page },
});

function frameOf(session: Session, viewport = viewportIn({ columns: 80, rows: 24 })): string {
  return render(<MonitorScreen session={session} viewport={viewport} />).lastFrame() ?? '';
}

it('shows the status, each statistic against its limit, and what is missing for rolling accuracy', async () => {
  const report = await reportWith(2);
  const drift = frameOf(sessionWith(report));
  expect(drift).toMatch(/^OK /);
  expect(drift).toContain('Forecasts: 0 pending, 2 resolved');
  expect(drift).toMatch(/price_volatility_14 +0\.62 .*│ +0\.69 .*│ +0\.34 .*│ +1\.00/);
  expect(drift).toMatch(/price +1\.2\d .*\?/);
  expect(drift.split('\n').length).toBeLessThanOrEqual(18);
  expect(drift).toMatch(/^ {2}feature 1 of 13 +Wasserstein/m);
  expect(frameOf(sessionWith(report), viewportIn({ columns: 120, rows: 40 }))).toMatch(
    /^ {2}feature +Wasser/m,
  );
  expect(frameOf(sessionWith(report, 'forecasts'))).toContain('28 more are missing');
});

it('draws rolling accuracy within its band, with a legend, where enough forecasts have met their day', async () => {
  const report = await reportWith(40);
  const newest = report.forecasts.rolling30.at(-1);
  const frame = frameOf(sessionWith(report, 'forecasts'));
  const percent = (share = Number.NaN) => `${(share * 100).toFixed(1)} %`;
  const [low, high] = newest?.accuracyInterval ?? [];
  expect(frame).toContain(
    `── accuracy ${percent(newest?.accuracy ?? undefined)}  ╌╌ low ${percent(low)}  ·· high ${percent(high)}`,
  );
  expect(frame).toMatch(/100 % ┤|9\d % ┤/);
  expect(frame.split('\n').length).toBeLessThanOrEqual(18);
});

it('has room for a decision beside all else in the smallest window', async () => {
  const report = await reportWith(2);
  const decision: Decision = {
    decidedAt: '2026-01-31T00:00:00.000Z',
    coin: 'bitcoin',
    vsCurrency: 'usd',
    target: 'direction',
    outcome: 'kept',
    before: report.run.id,
    after: report.run.id,
    comparison: null,
    evidence: { rows: 73, from: '2025-11-19', to: '2026-01-30', logEValue: 0 },
  };
  const [drift, forecasts] = (['drift', 'forecasts'] as const).map((page) => {
    const session = {
      ...sessionWith(report, page),
      screen: 'monitor',
      window: { columns: 60, rows: 20 },
    } as const;
    const decided = (
      [{ type: 'retraining asked' }, { type: 'retrained', decision }] as const
    ).reduce<Session>(reduceSession, session);
    const viewport = viewportOf(decided);
    const frame = frameOf(decided, viewport);
    expect(frame.split('\n').length).toBeLessThanOrEqual(viewport.height);
    return frame.replace(/\s+/g, ' ');
  });
  expect(drift).toContain('evidence 1.00 (10 needed) from 73 rows since 2025-11-19.');
  expect(drift).toMatch(/price: .*; KS [\d.]+, no limit yet; p \?$/);
  expect(forecasts).toMatch(/28 more are missing.* all 2 /);
});

it('names the run whole in its heading, on a line of its own where it does not fit', async () => {
  const report = await reportWith(0);
  const old = { ...report, status: 'warning', reasons: ['the newest day is 300 days old'] } as const;
  const small = frameOf(sessionWith(old), viewportIn({ columns: 60, rows: 20 }, 1)).split('\n');
  expect(small.slice(0, 2)).toEqual([
    '! WARNING  direction: the newest day is 300 days old',
    `run ${report.run.id}`,
  ]);
  expect(frameOf(sessionWith(old)).split('\n').slice(0, 2)).toEqual([
    `! WARNING  direction, run ${report.run.id}`,
    'the newest day is 300 days old',
  ]);
});

it('does not call OK what cannot be said', async () => {
  const report = await reportWith(0);
  const drift = { ...report.drift, features: [], recent: undefined, tooFew: 'too few to say: 5 days' };
  const frame = frameOf(sessionWith({ ...report, drift }));
  expect(frame).toMatch(/^\? TOO FEW TO SAY/);
  expect(frame).toContain('Drift: too few to say: 5 days.');
});

it('reads out the table and the chart in words', async () => {
  vi.stubEnv('INK_SCREEN_READER', 'true');
  try {
    const report = await reportWith(40);
    const heard = frameOf(sessionWith(report), heardViewport({ columns: 80, rows: 24 }));
    expect(heard.replace(/\s+/g, ' ')).toContain('price_volatility_14: not drifted; Wasserstein 0.62, limit');
    expect(heard.replace(/\s+/g, ' ')).toMatch(
      /Right on [\d.]+ % of 30 forecasts of the 30 days to 2026-01-31/,
    );
    expect(heard).not.toMatch(/[█┤╭]/);
  } finally {
    vi.unstubAllEnvs();
  }
});
