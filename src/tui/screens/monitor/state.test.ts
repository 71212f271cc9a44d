import { describe, expect, it } from 'vitest';
import type { MonitorReport } from '../../../monitoring/monitor.ts';
import type { Decision } from '../../../results/decision.ts';
import { footerKeys } from '../../frame/footer.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { modeOf } from '../../keys/modes.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';

const reduce = (session: Session, ...actions: readonly Action[]) => actions.reduce(reduceSession, session);
const press = (session: Session, ...keys: readonly string[]) =>
  keys.reduce((state, key) => reduce(state, ...actionsOf(state, key)), session);
const labels = (session: Session) => footerKeys(session).map(({ label }) => label);

const report = { drift: { features: [{}, {}] }, chart: { to: '2026-01-31' } } as unknown as MonitorReport;
const opened = press(initialSession, '7');
const measured = reduce(opened, { type: 'measuring asked' }, { type: 'measured', report });

describe('the state of Monitor', () => {
  it('is reached by 7', () => {
    expect(opened.screen).toBe('monitor');
  });

  it('is out of date once prices or runs are others, though it still shows what it has', () => {
    const listed = reduce(measured, {
      type: 'runs listed',
      list: { runs: [], damaged: [], newestFirst: [], current: { inUse: new Map(), last: undefined } },
    });
    expect(measured.monitor).toMatchObject({ isCurrent: true, isMeasuring: false });
    expect(listed.monitor).toMatchObject({ isCurrent: false, report });
  });

  it('forgets the report of another market', () => {
    const other = reduce(measured, {
      type: 'market chosen',
      market: { coin: 'ethereum', vsCurrency: 'usd' },
    });
    expect(other.monitor.report).toBeUndefined();
  });

  it('moves within the features', () => {
    expect(press(measured, 'down', 'down', 'down').monitor.row).toBe(1);
    expect(press(measured, 'up').monitor.row).toBe(0);
  });
});

describe('retraining', () => {
  const running = press(measured, 't', 'y');

  it('asks first, and does nothing where the answer is no', () => {
    const asked = press(measured, 't');
    expect(asked.question?.text).toBe('Retrain bitcoin on prices to 2026-01-31?');
    expect(asked.monitor.retraining).toBeUndefined();
    expect(press(asked, 'escape').monitor.retraining).toBeUndefined();
  });

  it('is not offered before there is a report, or while a training runs', () => {
    expect(labels(opened)).not.toContain('retrain');
    expect(labels(measured)).toContain('retrain');
    expect(labels(reduce(measured, { type: 'training asked' }))).not.toContain('retrain');
  });

  it('is cancelled by Esc, and over only when the work has ended', () => {
    expect(modeOf(running).title).toBe('Monitor, while it retrains');
    const stopping = press(running, 'escape');
    expect(stopping.monitor.retraining?.isStopping).toBe(true);
    const cancelled = reduce(stopping, { type: 'retraining cancelled' });
    expect(cancelled.monitor).toMatchObject({
      retraining: undefined,
      decision: undefined,
      message: 'retraining cancelled; nothing was saved',
    });
  });

  it('shows the decision where Esc came too late', () => {
    const decision = { outcome: 'kept' } as Decision;
    const late = reduce(press(running, 'escape'), { type: 'retrained', decision });
    expect(late.monitor).toMatchObject({ retraining: undefined, decision });
  });

  it('makes leaving ask', () => {
    const asked = press(running, 'q');
    expect(asked.leaving).toBeUndefined();
    expect(asked.question).toBeDefined();
  });
});
