import { render } from 'ink-testing-library';
import { expect, it, vi } from 'vitest';
import { defaultTask } from '../../../domain.ts';
import { testContext } from '../../../testing/context.ts';
import { footerKeys } from '../../frame/footer.ts';
import { heardViewport, viewportIn } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { frameOfScreen } from '../../testing/frame-of-screen.tsx';
import { readChartOf } from '../data/errands.ts';
import { engineerFeaturesOf } from './errands.ts';
import { FeaturesScreen } from './view.tsx';

/** The features of the bundled bitcoin. */
async function engineered(): Promise<Session> {
  const context = await testContext();
  const { market } = initialSession;
  const args = { market, featureSet: 'classic', task: defaultTask } as const;
  return [
    { type: 'chart loaded', chart: await readChartOf({ market }, context) } as const,
    { type: 'features engineered', view: await engineerFeaturesOf(args, context) } as const,
  ].reduce<Session>(reduceSession, initialSession);
}

it('summarises each feature under its whole name, in more columns the wider the window is', async () => {
  const session = reduceSession(await engineered(), { type: 'summary toggled' });
  const headOf = (columns: number) => {
    const frame = frameOfScreen(FeaturesScreen, session, viewportIn({ columns, rows: 40 }));
    const [, , head = '', ...rows] = frame.split('\n');
    const names = rows.map((row) => row.slice(2).split(' ', 1)[0]);
    expect(names.slice(0, 12)).toEqual(session.features.view?.features);
    return head.trim().split(/ +/).join(' ');
  };
  expect(headOf(60)).toBe('feature mean r histogram');
  expect(headOf(80)).toBe('feature mean deviation missing r histogram');
  expect(headOf(100)).toBe('feature min mean max deviation missing r histogram');
  expect(headOf(120)).toBe('feature min mean max deviation missing r histogram');
  expect(headOf(200)).toBe('feature min mean max deviation missing r with target histogram');
});

it('names the row under the cursor as one, however little room there is', async () => {
  const session = await engineered();
  const frame = (columns: number) =>
    render(<FeaturesScreen session={session} viewport={viewportIn({ columns, rows: 24 })} />).lastFrame();
  expect(frame(80)).toMatch(/rows +row 1 of 702, by date$/m);
  expect(frame(60)).toMatch(/rows +row 1 of 702$/m);
  expect(frame(52)).toMatch(/rows +row 1$/m);
});

it('tells prices that are still read from none, and offers no keys for rows that are not there', () => {
  const reading: Session = { ...initialSession, screen: 'features' };
  const missing = reduceSession(reading, { type: 'chart missing', message: 'nothing is stored', hint: '' });
  const shown = (session: Session) =>
    render(<FeaturesScreen session={session} viewport={viewportIn({ columns: 80, rows: 24 })} />).lastFrame();
  expect(shown(reading)).toContain('reading what is stored');
  expect(shown(missing)).toContain('There are no prices yet');
  for (const session of [reading, missing])
    expect(footerKeys(session).map(({ label }) => label)).toEqual(['target', 'help', 'quit']);
});

it('reads out the row that is chosen, and each feature in a sentence', async () => {
  const session = reduceSession(await engineered(), { type: 'row moved', by: 1 });
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
