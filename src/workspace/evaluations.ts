import { isDeepStrictEqual } from 'node:util';
import { daysBetween } from '../dates.ts';
import { decodeDocument, encodeAs } from '../results/checksummed.ts';
import {
  type EvaluatedDays,
  encodeEvaluatedDays,
  evaluatedDaysDocument,
  evaluatedDaysFrom,
} from '../results/evaluated-days.ts';
import { type EvaluationSummary, evaluationDocument } from '../results/evaluation.ts';
import { MOST_DAYS_BEFORE, sawTheSame } from '../results/known-days.ts';
import type { TrainedRun } from '../run.ts';
import { type EvaluationKey, paths, readWhole, type Workspace, writeWhole } from './workspace.ts';

/**
 * Keeps what a walk-forward of a market with a feature set came to, and its days, in place of the one before; returns
 * the path. The days come first: those of another walk-forward than the one that stands beside them are not used.
 */
export async function saveEvaluation(
  workspace: Workspace,
  evaluation: EvaluationSummary & EvaluatedDays,
): Promise<string> {
  await writeWhole(workspace, paths.evaluatedDays(evaluation), encodeEvaluatedDays(evaluation));
  const path = paths.evaluation(evaluation);
  await writeWhole(workspace, path, encodeAs(evaluationDocument, evaluation, 2));
  return path;
}

/** The newest walk-forward of a market with a feature set, or undefined where there is none. */
export async function readEvaluation(
  workspace: Workspace,
  key: EvaluationKey,
): Promise<EvaluationSummary | undefined> {
  const path = paths.evaluation(key);
  const bytes = await readWhole(workspace, path);
  return bytes && decodeDocument(bytes, path, evaluationDocument);
}

/** The days of the newest walk-forward of a market with a feature set, or undefined where they were not kept. */
export async function readEvaluatedDays(
  workspace: Workspace,
  key: EvaluationKey,
): Promise<EvaluatedDays | undefined> {
  const path = paths.evaluatedDays(key);
  const bytes = await readWhole(workspace, path);
  return bytes && evaluatedDaysFrom(decodeDocument(bytes, path, evaluatedDaysDocument));
}

/**
 * The newest walk-forward of a run's market, feature set and settings, where the days it saw have the same values as
 * those that the run knows, and it ends at most 30 days before the run's newest day: what the run is a snapshot of.
 */
export async function readEvaluationOf(
  workspace: Workspace,
  { model, settings, data }: TrainedRun,
): Promise<EvaluationSummary | undefined> {
  const evaluation = await readEvaluation(workspace, {
    coin: model.coin,
    vsCurrency: model.vsCurrency,
    featureSet: settings.featureSet,
    target: settings.target,
    delay: settings.delay,
    signals: model.signals,
    source: data.source,
  });
  const l2 = settings.l2Auto ? 'auto' : settings.l2;
  const isSame =
    evaluation?.l2 === l2 &&
    evaluation.halfLife === settings.halfLife &&
    evaluation.window === (settings.window ?? 'all') &&
    isDeepStrictEqual(evaluation.signals ?? [], model.signals ?? []) &&
    sawTheDaysOf(evaluation, data);
  return isSame ? evaluation : undefined;
}

function sawTheDaysOf({ known, to }: EvaluationSummary, data: TrainedRun['data']): boolean {
  if (known === undefined || data.known === undefined) return false;
  return sawTheSame(known, data.known) && daysBetween(to, data.to) <= MOST_DAYS_BEFORE;
}
