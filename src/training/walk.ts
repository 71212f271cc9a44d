import type { FeatureSetName } from '../domain.ts';
import { type DayForecast, foldCount, type Walked } from '../evaluation/walk-forward.ts';
import { type ParallelSettings, runJobs } from '../workers/parallel.ts';
import type { WalkForwardJob } from '../workers/walk-forward-job.ts';
import type { Candidate } from './candidates.ts';

/** Folds arriving: how far all of the work is, and what was forecast. */
export interface FoldProgress {
  readonly kind: 'fold';
  readonly coin: string;
  readonly featureSet: FeatureSetName;
  readonly fold: number;
  readonly folds: number;
  readonly forecasts: readonly DayForecast[];
  /** The share of all work that is done, and how long the rest will take by what was done so far. */
  readonly done: number;
  readonly secondsLeft: number;
}

/** A candidate and what it takes to walk it. */
export interface Walk {
  readonly candidate: Candidate;
  readonly job: WalkForwardJob;
}

/** Does walk-forwards, reporting folds as they arrive; what they came to, in the order of the walks. */
export async function* walk(
  walks: readonly Walk[],
  settings: ParallelSettings,
): AsyncGenerator<FoldProgress, readonly Walked[], void> {
  const start = performance.now();
  const total = walks.reduce(
    (sum, { job }) => sum + costTo(foldCount(job.rows.length, job.settings), job),
    0,
  );
  const spent = walks.map(() => 0);
  const running = runJobs(
    walks.map(({ job }) => job),
    settings,
  );
  for (;;) {
    const step = await running.next();
    if (step.done) return step.value;
    const { fold } = step.value;
    const walked = walks[step.value.job];
    if (walked === undefined) continue;
    spent[step.value.job] = costTo(fold.fold, walked.job);
    const done = spent.reduce((sum, cost) => sum + cost, 0) / total;
    const elapsed = (performance.now() - start) / 1000;
    yield {
      ...fold,
      coin: walked.candidate.market.chart.coin,
      featureSet: walked.candidate.featureSet.name,
      done,
      secondsLeft: (elapsed * (1 - done)) / done,
    };
  }
}

/** What the folds up to one cost: the rows that they train on. */
function costTo(fold: number, { settings: { initialTrain, step } }: WalkForwardJob): number {
  return fold * (initialTrain + ((fold - 1) * step) / 2);
}
