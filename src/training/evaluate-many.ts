import type { Context } from '../context.ts';
import { ExpectedError, InterruptedError } from '../errors.ts';
import { DateMeans, dayLosses } from '../evaluation/losses.ts';
import { skillOfMeans } from '../evaluation/skill.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { jobOf, prepareCandidates } from './candidates.ts';
import {
  type EvaluateProgress,
  type EvaluateSettings,
  type Evaluation,
  evaluationOf,
  type Pooled,
} from './evaluate.ts';
import { saveEvaluated } from './save-evaluation.ts';
import { type FoldProgress, type Walk, walk } from './walk.ts';

/** A coin of many that is done: what it came to, as it was saved, or why it could not be evaluated. */
export type CoinDone = { readonly kind: 'coin done'; readonly evaluation: Evaluation } | Failed;

interface Failed {
  readonly kind: 'coin failed';
  readonly coin: string;
  readonly error: ExpectedError;
}

/** So many coins are in memory at a time. */
const AT_A_TIME = 3;

/**
 * Walk-forward evaluation of many coins with one feature set, a few at a time: each is saved and handed on as soon as
 * it is done, and nothing of it is kept here, so that memory does not grow with their number. What fails for one stops
 * no other. Returns all that were done pooled; undefined where fewer than two were.
 */
export async function* evaluateMany(
  requests: readonly ChartRequest[],
  settings: EvaluateSettings,
  context: Context,
): AsyncGenerator<EvaluateProgress | CoinDone, Pooled | undefined, void> {
  const start = performance.now();
  const means = new DateMeans();
  const coins: string[] = [];
  for (let from = 0; from < requests.length; from += AT_A_TIME) {
    const group: (Walk | Failed)[] = [];
    for (const request of requests.slice(from, from + AT_A_TIME)) {
      group.push(yield* prepared(request, settings, context));
    }
    const walks = group.filter((each) => 'job' in each);
    const isDone = (share: number) => (from + share * group.length) / requests.length;
    const walked = yield* ofAll(walk(walks, { ...settings, signal: context.signal }), isDone, start);
    for (const each of group) {
      if ('error' in each) {
        yield each;
        continue;
      }
      const came = at(walked, walks.indexOf(each));
      const evaluation = await evaluationOf({ ...each, ...came }, settings, context.now());
      const { market } = each.candidate;
      const saved = await saveEvaluated(
        { evaluations: [evaluation], pooled: [], markets: [market] },
        context,
      );
      coins.push(evaluation.coin);
      means.add(dayLosses(evaluation.forecasts));
      yield { kind: 'coin done', evaluation: at(saved.evaluations, 0) };
    }
  }
  if (coins.length < 2) return undefined;
  return { featureSet: at(settings.featureSets, 0), coins, ...skillOfMeans(means.days(), settings) };
}

/** A coin ready to walk, or why it cannot. */
async function* prepared(
  request: ChartRequest,
  settings: EvaluateSettings,
  context: Context,
): AsyncGenerator<EvaluateProgress, Walk | Failed, void> {
  try {
    const candidate = at(yield* prepareCandidates(request, settings, context), 0);
    return { candidate, job: jobOf(candidate, settings) };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof InterruptedError) throw error;
    return { kind: 'coin failed', coin: request.coin, error };
  }
}

/** How far some of the work is as how far all of it is. */
async function* ofAll<Result>(
  work: AsyncGenerator<FoldProgress, Result, void>,
  isDone: (share: number) => number,
  start: number,
): AsyncGenerator<FoldProgress, Result, void> {
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value;
    const done = isDone(step.value.done);
    const elapsed = (performance.now() - start) / 1000;
    yield { ...step.value, done, secondsLeft: (elapsed * (1 - done)) / done };
  }
}
