import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../async.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { formatCapital, pValueInWords } from '../../../text/evaluation-views.ts';
import { defaultEvaluateSettings, evaluate } from '../../../training/evaluate.ts';
import { findEvaluation } from '../../../training/find-evaluation.ts';
import { saveEvaluated } from '../../../training/save-evaluation.ts';
import type { TunedOutcome } from '../../../training/tune.ts';
import { type Viewport, viewportIn } from '../../layout.ts';
import { initialSession, type Session } from '../../session/session.ts';
import { initialEvaluate } from './state.ts';
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
  const session: Session = { ...initialSession, evaluate: { ...initialEvaluate, ...changes } };
  // A terminal as wide as the viewport.
  const stdout = Object.assign(new PassThrough(), { columns: viewport.width });
  const { unmount } = render(<EvaluateScreen session={session} viewport={viewport} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
  });
  const frame = String(stdout.read());
  unmount();
  return frame;
}

/** What a search came to that tried one recipe. */
function tuned(): TunedOutcome {
  const recipe = { featureSet: 'classic', l2: 1, trainWindow: null, logLoss: 0.69 } as const;
  const days = { days: 138, from: '2025-09-15', to: '2026-01-31' };
  const losses = { tunedLogLoss: 0.6911, standardLogLoss: 0.6912, baseRateLogLoss: 0.691 };
  const skill = { logLossSkill: 0.0001, interval: [-0.02, 0.02], statistic: 0, pValue: 0.5, lag: 4 } as const;
  return {
    coin: 'bitcoin',
    vsCurrency: 'usd',
    target: 'direction',
    delay: 0,
    source: 'bundled',
    retrievedAt: '2026-01-31T00:00:00.000Z',
    choice: recipe,
    standard: recipe,
    tried: [recipe, recipe, recipe, recipe, recipe],
    outer: { ...days, ...losses, gain: skill, skill },
    changes: [],
    recipesUsed: 1,
  };
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

it('shows both tables on the page of figures of the smallest window', async () => {
  const viewport = viewportIn({ columns: 60, rows: 20 });
  const kept = await evaluateBitcoin();
  const byTarget = [{ ...kept.summary, target: 'large_move' } as const];
  const state = { evaluations: { classic: kept }, byTarget } as const;
  expect(shown({ ...state, view: 'verdict' }, viewport)).toContain('Beside it: Large move');
  const frame = shown({ ...state, view: 'figures' }, viewport);
  expect(frame).toMatch(/its opposite +50\.0 %/);
  expect(frame).toMatch(/buy and hold +−0\.5 %/);
});

it.each([
  [60, 20],
  [80, 24],
])(
  'says what choosing was worth in a window of %i×%i, whatever else it has no room for',
  async (columns, rows) => {
    const kept = await evaluateBitcoin();
    const byTarget = [{ ...kept.summary, target: 'large_move' } as const];
    const state = { evaluations: { classic: kept }, byTarget, tuned: tuned() };
    const frame = shown({ ...state, view: 'search' }, viewportIn({ columns, rows }, 1));
    expect(frame).toContain('Choosing    made no clear difference');
    expect(frame).toContain('default                                         0.6912');
  },
);

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
  expect(frame).toContain('fold 3 of 12');
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
