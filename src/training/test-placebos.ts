import { at } from '../learning/vector.ts';
import type { ParallelSettings } from '../workers/parallel.ts';
import { runPlacebos } from '../workers/parallel.ts';
import type { PlaceboJob } from '../workers/placebo-job.ts';

/** So many placebos are sent to a thread at a time. */
const AT_A_TIME = 8;

/** A placebo that was just walked, of which market. */
export interface PlacebosProgress {
  readonly done: number;
  readonly of: number;
  readonly market: number;
  readonly losses: Float64Array;
}

/** What the forecasts of each placebo cost, day by day, in the order of the amounts. */
export type PlaceboLosses = readonly Float64Array[];

/** Walks the placebos of several markets, all by the same amounts: for each market, the losses of each amount. */
export async function* walkPlacebosOf(
  markets: readonly Omit<PlaceboJob, 'amounts'>[],
  amounts: readonly number[],
  settings: ParallelSettings,
): AsyncGenerator<PlacebosProgress, readonly PlaceboLosses[], void> {
  const starts = Array.from({ length: Math.ceil(amounts.length / AT_A_TIME) }, (_, i) => i * AT_A_TIME);
  const jobs = markets.flatMap((market) =>
    starts.map((start) => ({ ...market, amounts: amounts.slice(start, start + AT_A_TIME) })),
  );
  const of = markets.length * amounts.length;
  const running = runPlacebos(jobs, settings);
  for (let done = 1; ; done++) {
    const step = await running.next();
    if (!step.done) {
      const { job, report } = step.value;
      yield { done, of, market: Math.floor(job / starts.length), losses: report.losses };
      continue;
    }
    return markets.map((_, m) =>
      starts.flatMap((_, i) => at(step.value, m * starts.length + i).map(({ losses }) => losses)),
    );
  }
}
