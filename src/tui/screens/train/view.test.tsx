import { describe, expect, it, vi } from 'vitest';
import { listen } from '../../../async.ts';
import { defaultSettings, type TrainSettings } from '../../../run.ts';
import { chartRequestFor, testContext } from '../../../testing/context.ts';
import { verdictSentence } from '../../../text/sentences.ts';
import { trainAndSave } from '../../../training/train-and-save.ts';
import type { TrainingProgress } from '../../../training/train-run.ts';
import { footerKeys } from '../../frame/footer.ts';
import { viewportOf } from '../../frame/viewport.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import { heardViewport, viewportIn } from '../../layout.ts';
import type { Action } from '../../session/actions.ts';
import { initialSession, reduceSession, type Session } from '../../session/session.ts';
import { frameOfScreen } from '../../testing/frame-of-screen.tsx';
import { Film } from './film.ts';
import { trainFields } from './settings.ts';
import { TrainScreen } from './view.tsx';

const tried = { recipe: { coins: ['bitcoin'], target: 'direction' } };

const sizes = [
  { columns: 200, rows: 50 },
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 60, rows: 20 },
];

async function trained(settings: TrainSettings = defaultSettings) {
  let features: readonly string[] = [];
  const epochs: TrainingProgress[] = [];
  const reports = trainAndSave(chartRequestFor(), settings, await testContext());
  const done = await listen(reports, (progress) => {
    if (progress.kind === 'prepared') features = progress.features;
    if (progress.kind === 'training') epochs.push(progress);
  });
  return { ...done, epochs, features };
}

let byDefault: ReturnType<typeof trained> | undefined;

/** A training by the defaults, which all share. */
function trainedByDefault() {
  byDefault ??= trained();
  return byDefault;
}

/** A training of which so many epochs are drawn. */
async function drawnTo(epochs: number): Promise<readonly Action[]> {
  const { epochs: all, features } = await trainedByDefault();
  const film = new Film();
  for (const progress of all) film.add(progress, progress.epoch);
  const drawn = film.draw(epochs);
  if (drawn === undefined) throw new Error('nothing was trained');
  return [
    { type: 'training asked' },
    { type: 'training prepared', rows: { features, train: 291, test: 73, baseRateLoss: 0.6936 } },
    drawn,
  ];
}

function sessionOf(window: Session['window'], actions: readonly Action[]): Session {
  return actions.reduce(reduceSession, { ...initialSession, window, screen: 'train' });
}

function shown(session: Session, viewport = viewportIn(session.window)): readonly string[] {
  return frameOfScreen(TrainScreen, session, viewport).split('\n');
}

/** The columns of the plot in which two frames differ. */
function differences(a: readonly string[], b: readonly string[]): readonly number[] {
  const [own, other] = [a, b].map((lines) => lines.flatMap((line) => /[│┤]([⠀-⣿ ]+)/.exec(line)?.[1] ?? []));
  return (own ?? []).flatMap((line, row) =>
    [...line].flatMap((cell, column) => (cell === (other?.[row]?.[column] ?? ' ') ? [] : [column])),
  );
}

describe.each(sizes)('in a window of $columns×$rows', (window) => {
  it('draws a training from left to right over axes that stay, beside its weights', async () => {
    const early = shown(sessionOf(window, await drawnTo(20)));
    const late = shown(sessionOf(window, await drawnTo(250)));
    const axis = (lines: readonly string[]) => /^ *epoch[ \d]+/m.exec(lines.join('\n'))?.[0].trimEnd();
    expect(axis(early)).toBeDefined();
    expect(axis(early)).toBe(axis(late));
    const widthOfWeights = (lines: readonly string[]) => lines.join('').replace(/[^█]/g, '').length;
    expect(widthOfWeights(late)).toBeGreaterThan(widthOfWeights(early));
    expect(late.join('\n')).toMatch(/█│|│█/);
    expect(early.length).toBeLessThanOrEqual(viewportIn(window).height);
    expect(early.join('\n')).toContain('·· base rate 0.6936');
  });

  it('draws a run that lies under it at its own epochs, to where it ended, and names it', async () => {
    const { run } = await trained({ ...defaultSettings, l2: 10, epochs: 120 });
    const begun = { ...run, curve: run.curve.slice(0, 1) };
    const alone = await drawnTo(301);
    const [lines = [], without = []] = [run, begun].map((under) =>
      shown(sessionOf(window, [...alone, { type: 'overlay chosen', run: under }])),
    );
    expect(lines.join('\n')).toContain(`══ test of ${run.id.slice(0, 10)}`);
    expect(lines.length).toBeLessThanOrEqual(viewportIn(window).height);
    const width = Math.max(
      ...without.map((line) => (/[│┤]([⠀-⣿ ]+)/.exec(line)?.[1] ?? '').trimEnd().length),
    );
    const columns = differences(lines, without);
    expect(Math.max(...columns) / width).toBeGreaterThan(0.3);
    expect(Math.max(...columns) / width).toBeLessThan(120 / 301 + 0.05);
  });

  it('says of a training that is over that it is saved, and how long it is drawn', async () => {
    const { run, doubts, isUsed } = await trainedByDefault();
    const undrawn = { epoch: 301, low: 0.68, high: 0.71, weight: 2 };
    const done: Action = { type: 'training done', run, doubts, isUsed, undrawn };
    const drawing = sessionOf(window, [...(await drawnTo(100)), done]);
    const frame = shown(drawing).join('\n');
    expect(frame).toMatch(/epoch 100 of 301(, in 2 s|, and saved)/);
    const ended = reduceSession(drawing, { type: 'training drawn' });
    expect(shown(ended)[0]).toContain('301 epochs');
    const standing = { ...tried, pValue: 0.031, evaluations: 14, place: 14, pValueHolm: 0.43 };
    const looked = shown(reduceSession(ended, { type: 'standing found', id: run.id, standing }));
    expect(looked.join(' ').replace(/\s+/g, ' ')).toContain(
      'The 14th recipe tried on bitcoin (direction): p = 0.031 alone',
    );
    expect(looked.length).toBeLessThanOrEqual(viewportIn(window).height);
  });

  it('shows each row of the metrics, and what was called, however little room there is', async () => {
    const { run, doubts, isUsed } = await trained();
    const done: Action = { type: 'training done', run, doubts, isUsed };
    const standing = { ...tried, pValue: 0.91, evaluations: 3, place: 1, pValueHolm: 1 };
    const page = shown(
      sessionOf(window, [
        { type: 'training asked' },
        done,
        { type: 'standing found', id: run.id, standing },
        { type: 'train page turned' },
      ]),
    );
    for (const name of [
      'On 73 test rows',
      'base rate',
      'recent base rate',
      'coin flip',
      'majority',
      'persistence',
    ])
      expect(page.some((line) => line.trim().startsWith(name))).toBe(true);
    expect(page.join('\n')).toMatch(/forecast up( +|: )19 /);
  });
});

it('says in the smallest window what the setting under the cursor does, and what it takes while it is typed', () => {
  const window = { columns: 60, rows: 20 };
  const linesOf = (session: Session) => {
    const viewport = viewportOf(session);
    const frame = shown(session, viewport);
    expect(frame.length).toBeLessThanOrEqual(viewport.height);
    return frame.map((line) => line.trimEnd());
  };
  for (const { name, brief, range } of trainFields) {
    const train = { ...initialSession.train, field: name, message: 'it was cancelled' };
    const session: Session = { ...initialSession, window, screen: 'train', train };
    expect(linesOf(session)).toEqual(expect.arrayContaining([brief, 'it was cancelled']));
    const typed = actionsOf(session, 'e').reduce(reduceSession, session);
    expect(linesOf(typed).join(' ')).toContain(`It takes ${range}.`);
  }
});

it('lists the runs to overlay whole, with what tells them apart, around the one under the cursor', async () => {
  const { run } = await trainedByDefault();
  const runs = Array.from({ length: 30 }, (_, i) => ({
    ...run,
    id: `${run.id}-${i}`,
    note: i === 20 ? 'the one with half the rows' : undefined,
    settings: { ...run.settings, l2: i === 20 ? 50 : 1 },
  }));
  const list = { runs, damaged: [], newestFirst: [], current: { inUse: new Map(), last: undefined } };
  const window = { columns: 60, rows: 20 };
  const opened = sessionOf(window, [
    { type: 'runs listed', list },
    { type: 'overlay chosen', run: runs[20] },
    { type: 'overlay picker opened' },
    ...Array.from({ length: 20 }, (): Action => ({ type: 'overlay picker moved', by: 1 })),
  ]);
  const frame = shown(opened);
  const said = frame.join(' ').replace(/\s+/g, ' ');
  expect(said).toContain('to be shown, too? 21 of 30');
  expect(said).toContain(
    `› ${run.id}-20 bitcoin, direction, classic, l2 50, overlaid now: the one with half the rows`,
  );
  expect(said).toContain(`${run.id}-21 bitcoin, direction, classic`);
  expect(frame.length).toBeLessThanOrEqual(viewportIn(window).height);
  expect(footerKeys(opened).map(({ label }) => label)).toEqual(['run', 'overlay it', 'none', 'back']);
  const alone = sessionOf(window, [
    { type: 'runs listed', list: { ...list, runs: [run] } },
    { type: 'overlay picker opened' },
  ]);
  expect(footerKeys(alone).map(({ label }) => label)).toEqual(['overlay it', 'back']);
});

it('offers no run to lie under itself', async () => {
  const { run, doubts, isUsed } = await trainedByDefault();
  const list = { damaged: [], newestFirst: [], current: { inUse: new Map(), last: undefined } };
  const done: readonly Action[] = [
    { type: 'training asked' },
    { type: 'training done', run, doubts, isUsed },
  ];
  const after = (...runs: readonly (typeof run)[]) =>
    sessionOf({ columns: 80, rows: 24 }, [...done, { type: 'runs listed', list: { ...list, runs } }]);
  const offers = (session: Session) => footerKeys(session).some(({ label }) => label === 'overlay');
  expect(offers(after(run))).toBe(false);
  const beside = after(run, { ...run, id: 'another' });
  expect(offers(beside)).toBe(true);
  const picked = ['o', 'enter'].reduce(
    (session, key) => actionsOf(session, key).reduce(reduceSession, session),
    beside,
  );
  expect(picked.train.overlay?.id).toBe('another');
});

it('shows the settings again once others were chosen on another screen', async () => {
  const { run, doubts, isUsed } = await trained();
  const done = sessionOf({ columns: 80, rows: 24 }, [
    { type: 'training asked' },
    { type: 'training done', run, doubts, isUsed },
  ]);
  const recipe = { featureSet: 'returns', l2: 10, trainWindow: 365 } as const;
  const applied = reduceSession(done, {
    type: 'recipe applied',
    coin: 'bitcoin',
    target: 'direction',
    recipe,
  });
  expect(shown(applied).join('\n')).toMatch(/l2 +10 /);
  expect(footerKeys(applied).map(({ label }) => label)).toContain('train');
});

it.each(sizes)(
  'shows the loss again once an overlay is chosen from another page, and names all that is drawn, in $columns×$rows',
  async (window) => {
    const { run, doubts, isUsed } = await trainedByDefault();
    const done: Action = { type: 'training done', run, doubts, isUsed };
    const standing = { ...tried, pValue: 0.91, evaluations: 23, place: 1, pValueHolm: 1 };
    const weights = sessionOf(window, [
      { type: 'training asked' },
      done,
      { type: 'standing found', id: run.id, standing },
      { type: 'train page turned' },
      { type: 'train page turned' },
    ]);
    const overlaid = reduceSession(weights, { type: 'overlay chosen', run });
    const frame = shown(overlaid, viewportOf(overlaid));
    expect(frame.join('\n')).toContain(`══ test of ${run.id}`);
    // The more speaks against a run, the less room is left for its loss: what is said stays whole.
    const all = ['not_converged', 'worse_than_baseline', 'few_rows'] as const;
    const doubted = reduceSession(overlaid, { ...done, doubts: all, isUsed: false });
    const crowded = shown(doubted, viewportOf(doubted));
    expect(crowded.join(' ').replace(/\s+/g, ' ')).toMatch(/! The run in use stays, .*\. u uses this one\./);
    for (const each of [frame, crowded]) {
      const said = each.join(' ').replace(/\s+/g, ' ');
      expect(said).toContain(verdictSentence(run));
      expect(said).toContain('p = 0.91 alone, 1.00 among them.');
      expect(each.length).toBeLessThanOrEqual(viewportOf(overlaid).height);
    }
  },
);

it('is read out without a bar, the loss in words', async () => {
  vi.stubEnv('INK_SCREEN_READER', 'true');
  const window = { columns: 80, rows: 24 };
  const heard = shown(sessionOf(window, await drawnTo(100)), heardViewport(window)).join('\n');
  expect(heard.replace(/\s+/g, ' ')).toContain('After 100 epochs the training loss is');
  vi.unstubAllEnvs();
});

it('reads out the verdict of a training first, and its weights in words', async () => {
  vi.stubEnv('INK_SCREEN_READER', 'true');
  try {
    const window = { columns: 80, rows: 24 };
    const { run, doubts, isUsed } = await trainedByDefault();
    const done = [
      { type: 'training asked' },
      { type: 'training done', run, doubts, isUsed },
      { type: 'train page turned' },
      { type: 'train page turned' },
    ] satisfies readonly Action[];
    const heard = shown(sessionOf(window, done), heardViewport(window));
    expect(heard[0]).toMatch(/^No better than the base rate: log loss 0\.7377/);
    expect(heard).toContain('month: +0.8050');
    expect(heard.join('')).not.toMatch(/[─-▟⠀-⣿]|··/);
  } finally {
    vi.unstubAllEnvs();
  }
});
