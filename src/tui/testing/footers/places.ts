import { tuned } from '../../screens/evaluate/testing.ts';
import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';

/** A place of the session that has a footer of its own: the keys or actions that lead there from Data at rest. */
export interface Place {
  readonly name: string;
  readonly way: readonly (string | Action)[];
}

const now = { epoch: 20, gradientNorm: 1e-3, train: 0.69, test: 0.7, epochsPerSecond: 9, share: 0.2 };
const training: readonly Action[] = [
  { type: 'training prepared', rows: { features: ['price'], train: 268, test: 67, baseRateLoss: 0.69 } },
  {
    type: 'training progressed',
    points: [1, 9, 20].map((epoch) => ({ epoch, train: 0.7 - epoch / 1000, test: 0.7 })),
    weights: [0.1],
    now: { ...now, secondsLeft: 2 },
    ahead: { epoch: 40, low: 0.6, high: 0.7, weight: 0.2 },
  },
];
const coins = ['bitcoin', 'ethereum'].map((id) => ({ id, name: id, symbol: id.slice(0, 3) }));
const walk = { featureSet: 'classic', fold: 3, folds: 9, done: 0.3, secondsLeft: 1, rolling: [] } as const;
const failed: Action = { type: 'fetch failed', message: 'it cannot be reached', hint: 'r tries again' };

/** What a training came to, its epochs still to be drawn or not. */
function trained({ runs }: Session, undrawn?: { epoch: number; low: number; high: number; weight: number }) {
  const run = runs.list?.runs[0];
  if (run === undefined) throw new Error('nothing was trained');
  return { type: 'training done', run, doubts: [], isUsed: false, undrawn } satisfies Action;
}

/** A walk-forward that came to more than the one that was made. */
function betterThan({ evaluate }: Session): readonly Action[] {
  const evaluation = evaluate.evaluations.classic?.whole;
  if (evaluation === undefined) throw new Error('nothing was walked');
  return [{ type: 'walk done', evaluation: { ...evaluation, verdict: 'better_than_baseline' } }];
}

/** Every place, in a session in which every screen was looked at. */
export function placesOf(opened: Session): readonly Place[] {
  const running = ['3', 'enter', ...training];
  const drawn = [...running, trained(opened, { epoch: 40, low: 0.6, high: 0.7, weight: 0.2 })];
  return [
    { name: 'Overview', way: ['0'] },
    { name: 'Overview, working', way: ['0', 'f'] },
    { name: 'Data', way: ['1', { type: 'fetch cancelled' }] },
    { name: 'Data, fetching', way: ['1', { type: 'fetch asked' }] },
    { name: 'Data, after a failure', way: ['1', failed] },
    { name: 'Data, looked into', way: ['1', failed, 'left', '+'] },
    { name: 'Data, typing', way: ['1', 'down', 'e'] },
    {
      name: 'Data, a search',
      way: [
        '1',
        '/',
        {
          type: 'coins found',
          query: '',
          found: { query: '', found: coins, selected: 0, isAsking: false, from: 'known coins' },
        },
      ],
    },
    { name: 'Data, a file', way: ['1', 'i', { type: 'edited', edit: { kind: 'insert', text: 'a.csv' } }] },
    { name: 'Features', way: ['2'] },
    { name: 'Features, the summary', way: ['2', 'v'] },
    { name: 'Train', way: ['3', 'down', 'down', 'down', 'down'] },
    { name: 'Train, running', way: running },
    { name: 'Train, paused', way: [...running, ' '] },
    { name: 'Train, drawn', way: drawn },
    { name: 'Train, drawn and paused', way: [...drawn, ' '] },
    { name: 'Train, the result', way: [...running, trained(opened)] },
    { name: 'Train, an overlay', way: ['3', 'o'] },
    { name: 'Predict', way: ['4'] },
    { name: 'Predict, in the fields', way: ['4', 'down'] },
    {
      name: 'Predict, changed',
      way: ['4', 'down', '5', 'enter'],
    },
    { name: 'Predict, typing', way: ['4', 'down', 'enter'] },
    { name: 'Runs', way: ['5', 'down'] },
    { name: 'Runs, one marked', way: ['5', 'down', 'c', 'up'] },
    { name: 'Runs, filtered', way: ['5', { type: 'runs filtered', filter: 'bitcoin' }] },
    { name: 'Runs, one', way: ['5', 'down', 'enter'] },
    { name: 'Runs, the loss of one', way: ['5', 'down', 'enter', 'v'] },
    { name: 'Runs, two', way: ['5', 'c', 'down', 'c'] },
    { name: 'Runs, a note', way: ['5', 'n', { type: 'edited', edit: { kind: 'insert', text: 'mine' } }] },
    { name: 'Evaluate', way: ['6', 'right'] },
    { name: 'Evaluate, a verdict', way: ['6'] },
    { name: 'Evaluate, a better one', way: ['6', ...betterThan(opened)] },
    { name: 'Evaluate, walking', way: ['6', 'enter', { type: 'walk progressed', now: walk }] },
    { name: 'Evaluate, a search', way: ['6', { type: 'search done', tuned: tuned() }] },
    { name: 'Monitor', way: ['7'] },
    { name: 'Monitor, the forecasts', way: ['7', 'v'] },
    { name: 'Monitor, retraining', way: ['7', { type: 'retraining asked' }] },
    { name: 'Signals', way: ['8', 'v'] },
    { name: 'Signals, a test', way: ['8'] },
    { name: 'Signals, testing', way: ['8', 'enter'] },
    { name: 'a question', way: ['5', 'x'] },
    { name: 'the help', way: ['1', '?'] },
  ];
}
