import type { Context } from '../context.ts';
import { ExitCode, interruptedAfter } from '../errors.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { evaluationJson, pooledJson } from '../results/evaluation.ts';
import { type ComparedEvaluation, comparisonText } from '../text/evaluated.ts';
import { printableJson } from '../text/printable.ts';
import type { EvaluateSettings, Evaluation, Pooled } from '../training/evaluate.ts';
import { type CoinDone, evaluateMany } from '../training/evaluate-many.ts';
import type { App, LongResult, Result } from './app.ts';
import type { GivenFlags } from './given-flags.ts';
import { failureOf } from './several-coins.ts';

interface Surroundings {
  readonly app: App;
  readonly context: Context;
}

/**
 * Many coins with one feature set. JSON is written coin by coin, and of the rest only what the table shows is kept, so
 * that memory does not grow with their number.
 */
export async function evaluateCoins(
  requests: readonly ChartRequest[],
  settings: EvaluateSettings,
  { app, context }: Surroundings,
): Promise<Result | LongResult> {
  const done = coinsDone(requests, settings, { app, context });
  return app.format === 'json' ? { pieces: jsonPieces(done, settings, app.given) } : tableOf(done, app.given);
}

type CoinsDone = AsyncGenerator<CoinDone, Pooled | undefined, void>;

/** The coins alone; the progress between them is reported. */
async function* coinsDone(
  requests: readonly ChartRequest[],
  settings: EvaluateSettings,
  { app, context }: Surroundings,
): CoinsDone {
  const { signal } = context;
  const work = evaluateMany(requests, settings, context);
  const saved: string[] = [];
  for (;;) {
    const step = await work.next().catch((error: unknown) => {
      throw interruptedAfter(saved, error, signal);
    });
    if (step.done) return step.value;
    if (step.value.kind === 'coin done') saved.push(step.value.evaluation.coin);
    if (step.value.kind === 'coin done' || step.value.kind === 'coin failed') yield step.value;
    else app.reporter.report(step.value);
  }
}

/**
 * `{ "coins": […], "pooled": {…} }`, as it would be written whole; `pooled` is null where fewer than two coins were
 * done. Where it ends early, the document is whole all the same: the coins that were done, and none pooled.
 */
async function* jsonPieces(
  done: CoinsDone,
  { featureSets }: EvaluateSettings,
  given: GivenFlags,
): AsyncGenerator<string, number, void> {
  const first = printableJson({ scheme: 'walk_forward', feature_set: featureSets[0] }, 2);
  const head = `${first.slice(0, -2)},\n  "coins": [`;
  let exitCode: number = ExitCode.done;
  let isBegun = false;
  try {
    for (;;) {
      const step = await done.next();
      if (step.done) {
        yield tailOf(step.value === undefined ? null : pooledJson(step.value));
        return exitCode;
      }
      if (step.value.kind === 'coin failed') exitCode = Math.max(exitCode, step.value.error.exitCode);
      yield `${isBegun ? ',' : head}\n    ${indented(jsonOf(step.value, given), 4)}`;
      isBegun = true;
    }
  } catch (error) {
    if (isBegun) yield tailOf(null);
    throw error;
  }
}

function tailOf(pooled: unknown): string {
  return `\n  ],\n  "pooled": ${indented(pooled, 2)}\n}\n`;
}

function jsonOf(done: CoinDone, given: GivenFlags): unknown {
  return done.kind === 'coin done'
    ? evaluationJson(done.evaluation)
    : failureOf(done.coin, done.error, given).json;
}

function indented(value: unknown, by: number): string {
  return printableJson(value, 2).replaceAll('\n', `\n${' '.repeat(by)}`);
}

/** A table of coins, and what failed below it. */
async function tableOf(done: CoinsDone, given: GivenFlags): Promise<Result> {
  const evaluations: ComparedEvaluation[] = [];
  const failures: Result[] = [];
  for (;;) {
    const step = await done.next();
    if (step.done) {
      const pooled = step.value === undefined ? [] : [step.value];
      const table = evaluations.length === 0 ? [] : [comparisonText({ evaluations, pooled })];
      const errors = failures.flatMap((failure) => failure.errors ?? []);
      return {
        json: null,
        text: [...table, ...errors.map((error) => `error: ${error}`)].join('\n'),
        errors,
        exitCode: Math.max(ExitCode.done, ...failures.map(({ exitCode = ExitCode.fault }) => exitCode)),
      };
    }
    const { value } = step;
    if (value.kind === 'coin done') evaluations.push(comparedPart(value.evaluation));
    else failures.push(failureOf(value.coin, value.error, given));
  }
}

function comparedPart(evaluation: Evaluation): ComparedEvaluation {
  const { coin, featureSet, metrics, baselines, skill, pValueEveryConstant } = evaluation;
  const { verdict, highAccuracy, unconvergedFolds, folds } = evaluation;
  const figures = { metrics, baselines, skill, pValueEveryConstant };
  return { coin, featureSet, ...figures, verdict, highAccuracy, unconvergedFolds, folds };
}
