import { render } from 'ink-testing-library';
import { expect, it, vi } from 'vitest';
import { defaultTask } from '../../../domain.ts';
import { testContext } from '../../../testing/context.ts';
import { heardViewport } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { readChartOf } from '../data/errands.ts';
import { engineerFeaturesOf } from './errands.ts';
import { FeaturesScreen } from './view.tsx';

it('reads out the row that is chosen, and each feature in a sentence', async () => {
  const context = await testContext();
  const { market } = initialSession;
  const args = { market, featureSet: 'classic', task: defaultTask } as const;
  const session = [
    { type: 'chart loaded', chart: await readChartOf({ market }, context) } as const,
    { type: 'features engineered', view: await engineerFeaturesOf(args, context) } as const,
    { type: 'row moved', by: 1 } as const,
  ].reduce<Session>(reduceSession, initialSession);
  vi.stubEnv('INK_SCREEN_READER', 'true');
  try {
    const viewport = heardViewport({ columns: 80, rows: 24 });
    const heard = (state: Session) =>
      (render(<FeaturesScreen session={state} viewport={viewport} />).lastFrame() ?? '').trim().split('\n');
    const rows = heard(session);
    expect(rows[0]).toMatch(/^direction: classic, 12 features, 702 rows +row 2 of 702, by date$/);
    expect(rows).toContain('› date: 2026-01-30');
    expect(rows).toContain('target: came down');
    expect(rows).toContain('price: 84,570.41');
    expect(rows.length).toBeLessThan(20);
    const summary = heard(reduceSession(session, { type: 'summary toggled' })).join(' ');
    expect(summary).toMatch(
      /price: [\d,.]+ to 124,773\.51, mean [\d,.]+, deviation [\d,.]+; 0 missing; r with/,
    );
    expect(summary).not.toMatch(/[─-▟]/);
  } finally {
    vi.unstubAllEnvs();
  }
});
