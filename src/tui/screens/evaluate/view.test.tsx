import { describe, expect, it } from 'vitest';
import { listen } from '../../../async.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { formatCapital, pValueInWords, shortVerdict } from '../../../text/evaluation-views.ts';
import { defaultEvaluateSettings, evaluate } from '../../../training/evaluate.ts';
import { findEvaluation } from '../../../training/find-evaluation.ts';
import { saveEvaluated } from '../../../training/save-evaluation.ts';
import { footerKeys } from '../../frame/footer.ts';
import { viewportOf } from '../../frame/viewport.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { type Viewport, viewportIn } from '../../layout.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { frameOfScreen } from '../../testing/frame-of-screen.tsx';
import { initialEvaluate } from './state.ts';
import { tuned } from './testing.ts';
import { EvaluateScreen } from './view.tsx';

let bitcoin: ReturnType<typeof evaluateAndFind> | undefined;

/** Bitcoin is evaluated once: nothing here changes what came of it. */
function evaluateBitcoin() {
  bitcoin ??= evaluateAndFind();
  return bitcoin;
}

async function evaluateAndFind() {
  const context = await testContext();
  const evaluated = await listen(
    evaluate([chartRequestFor({ days: 'max' })], defaultEvaluateSettings, context),
  );
  await saveEvaluated(evaluated, context);
  const market = { coin: 'bitcoin', vsCurrency: 'usd' };
  const kept = await findEvaluation({ ...market, featureSet: 'classic', source: 'bundled' }, context);
  if (kept === undefined) throw new Error('nothing was evaluated');
  return kept;
}

function shown(changes: Partial<Session['evaluate']>, viewport: Viewport): string {
  return framed({ ...initialSession, evaluate: { ...initialEvaluate, ...changes } }, viewport);
}

function framed(session: Session, viewport: Viewport): string {
  return frameOfScreen(EvaluateScreen, session, viewport);
}

const viewports = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
].map((size) => viewportIn(size));

describe.each(viewports)('in a viewport of $width×$height', (viewport) => {
  it('shows every view within it, the verdict and its p-value in words', async () => {
    const evaluations = { classic: await evaluateBitcoin() };
    const frames = (['verdict', 'figures', 'equity', 'skill', 'reliability'] as const).map((view) =>
      shown({ evaluations, view }, viewport),
    );
    for (const frame of frames) expect(frame.split('\n').length).toBeLessThanOrEqual(viewport.height);
    for (const line of frames.join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(viewport.width);
    const [verdict = '', figures, equity, skill, reliability] = frames;
    // The line of the base rate begins at the label of 0.
    expect(skill).toMatch(/^ *0 ┤[⠁-⣿]/m);
    const said = verdict.replace(/\s+/g, ' ');
    expect(said).toContain('chance alone would do as well in about 993 of 1,000 tries');
    expect(said).toContain('Skill −0.0213 (95 %: −0.0403 to −0.0075), where 0 is the base rate.');
    expect(said).toContain('After fees of 10 bps, 1 became 0.75');
    expect(figures).toMatch(/its opposite +50\.0 %/);
    expect(equity).toContain('╌╌ buy and hold');
    expect(skill).toContain('·· 0, the base rate');
    expect(reliability?.match(/0\.\d{3} to 0\.\d{3}/g)).toHaveLength(10);
  });

  it('says what its p-value is worth among all that were tried', async () => {
    const { summary, whole } = await evaluateBitcoin();
    if (whole === undefined) throw new Error('its days were not kept');
    const ledger = { evaluations: 14, place: 14, pValueHolm: 0.43 };
    const frame = shown({ evaluations: { classic: { summary, whole: { ...whole, ledger } } } }, viewport);
    expect(frame.replace(/\s+/g, ' ')).toContain(
      'The 14th recipe tried on bitcoin (direction): p = 0.99 alone, 0.43 among them.',
    );
  });

  it('shows an earlier verdict whose days were not kept, and says so', async () => {
    const { summary } = await evaluateBitcoin();
    const frame = shown({ evaluations: { classic: { summary, whole: undefined } } }, viewport);
    expect(frame).toContain('Worse than the base rate: log loss 0.7086 over 336 unseen');
    expect(frame.replace(/\s+/g, ' ')).toContain('Its curves were not kept: Enter walks again.');
  });
});

it('says all beside the charts of a larger window that a smaller one says', async () => {
  const { summary, whole } = await evaluateBitcoin();
  if (whole === undefined) throw new Error('its days were not kept');
  const ledger = { evaluations: 14, place: 14, pValueHolm: 0.43 };
  const evaluations = { classic: { summary, whole: { ...whole, ledger } } };
  const [small, large] = [
    { columns: 100, rows: 30 },
    { columns: 120, rows: 40 },
  ].map((size) => shown({ evaluations, view: 'verdict' }, viewportIn(size)));
  for (const frame of [small, large])
    expect(frame?.replace(/\s+/g, ' ')).toContain('Walked on 2026-01-31 through 2024-02-01 to 2026-01-31.');
  expect(large).toContain('buy and hold');
});

it('shows both tables on the page of figures of the smallest window', async () => {
  // Its keys take two rows.
  const viewport = viewportIn({ columns: 60, rows: 20 }, 1);
  const kept = await evaluateBitcoin();
  const byTarget = [{ ...kept.summary, target: 'large_move' } as const];
  const state = { evaluations: { classic: kept }, byTarget } as const;
  expect(shown({ ...state, view: 'verdict' }, viewport)).toContain('Beside it: Large move');
  const frame = shown({ ...state, view: 'figures' }, viewport);
  expect(frame).toMatch(/its opposite +50\.0 %/);
  expect(frame).toMatch(/buy and hold +−0\.5 %/);
  expect(frame).toContain('Backtest, fees 10 bps');
});

it.each([
  [60, 20],
  [80, 24],
  [120, 40],
])(
  'shows all that a search came to in a window of %i×%i, by scrolling where it must',
  async (columns, rows) => {
    const kept = await evaluateBitcoin();
    const byTarget = [{ ...kept.summary, target: 'large_move' } as const];
    const evaluate = { evaluations: { classic: kept }, byTarget, tuned: tuned(), view: 'search' } as const;
    const session: Session = {
      ...initialSession,
      screen: 'evaluate',
      window: { columns, rows },
      evaluate: { ...initialEvaluate, ...evaluate },
    };
    const frameOf = (state: Session) => shown(state.evaluate, viewportOf(state));
    const end = actionsOf(session, 'end').reduce(reduceSession, session);
    const [first, last] = [frameOf(session), frameOf(end)];
    const said = first.replace(/\s+/g, ' ');
    expect(said).toContain(
      'Choosing is not shown to be better than the default over 138 days that no choice',
    );
    expect(said).toContain('Choice feature set classic, l2 1, trained on all rows');
    expect(last).toMatch(/Best on days the choice has seen(.|\n)*\nclassic +1 +all +0\.69000/);
    for (const frame of [first, last]) {
      expect(frame).not.toContain('…');
      expect(frame.split('\n').length).toBeLessThanOrEqual(viewportOf(session).height);
    }
    expect(footerKeys(session).some(({ label }) => label === 'scroll')).toBe(first !== last);
  },
);

it('shows every bin of the reliability whole beside the curves of a large window', async () => {
  const evaluations = { classic: await evaluateBitcoin() };
  const frame = shown({ evaluations }, viewportIn({ columns: 120, rows: 40 }));
  expect(frame.match(/0\.\d{3} to 0\.\d{3}/g)).toHaveLength(10);
});

it('names beside a short verdict the p-value that its words are about', async () => {
  const { summary } = await evaluateBitcoin();
  const other = { ...summary, skill: { ...summary.skill, pValue: 0.58 }, pValueEveryConstant: 0.67 };
  const lower = { ...summary.metrics, logLoss: 0.6 };
  expect(shortVerdict({ ...other, verdict: 'no_better_than_baseline' })).toBe(
    'no better than the base rate, p = 0.58',
  );
  expect(shortVerdict({ ...other, metrics: lower, verdict: 'no_better_than_baseline' })).toBe(
    'not shown to be better, p = 0.67',
  );
});

it.each([
  ['classic', 60, true],
  ['classic', 120, true],
  ['large_move', 60, false],
] as const)('marks the default of a coin only where it can say so: %s at %i', (what, columns, isMarked) => {
  const window = { columns, rows: 24 };
  const target = what === 'classic' ? 'direction' : what;
  const session: Session = {
    ...initialSession,
    window,
    train: { ...initialSession.train, settings: { ...initialSession.train.settings, target } },
  };
  const chosen = reduceSession(session, {
    type: 'default set chosen',
    coin: 'bitcoin',
    target,
    featureSet: 'volatility',
  });
  const [line = ''] = framed(chosen, viewportIn(window)).split('\n');
  expect([line.includes('volatility●'), line.endsWith('● default')]).toEqual([isMarked, isMarked]);
  expect(line).not.toContain('…');
});

it('invites to a walk where there was none, and says how far one is', () => {
  const viewport = viewportIn({ columns: 80, rows: 24 });
  expect(shown({ isRead: true }, viewport)).toContain('No walk-forward of classic yet');
  const now = {
    featureSet: 'classic',
    fold: 3,
    folds: 12,
    done: 0.25,
    secondsLeft: 1.5,
    rolling: [],
  } as const;
  const frame = shown({ running: 'walk-forward', now }, viewport);
  expect(frame).toContain('step 3 of 12');
  expect(frame).toContain('25 %, ~1.5 s left');
  const last = shown(
    { running: 'walk-forward', now: { ...now, fold: 12, done: 1, secondsLeft: 0 } },
    viewport,
  );
  expect(last).toContain('100 %, judging the forecasts');
});

it('never says that chance cannot have done it', () => {
  expect(pValueInWords(0.014)).toContain('about 14 of 1,000 tries');
  expect(pValueInWords(0.57)).toContain('about 57 of 100 tries');
  expect(pValueInWords(0)).toContain('fewer than 1 of 1,000 tries');
  expect(pValueInWords(1)).toContain('more than 999 of 1,000 tries');
  expect(pValueInWords(null)).toContain('no p-value');
});

it('writes a capital of any size in the room beside a chart', () => {
  expect([1, 0.7512, 12_345.6].map(formatCapital)).toEqual(['1.00', '0.75', '12,346']);
  for (const value of [1e-9, 0.00999, 99_999, 999_999, 2.3e24])
    expect(formatCapital(value).length).toBeLessThanOrEqual(8);
});
