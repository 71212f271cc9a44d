import type { Context } from '../context.ts';
import type { LabelledRow } from '../domain.ts';
import { InputError, MissingError } from '../errors.ts';
import { lossOf } from '../evaluation/metrics.ts';
import { dieboldMariano } from '../evaluation/significance.ts';
import { labelled } from '../features/engineer.ts';
import { probability } from '../learning/logistic-regression.ts';
import { scaleRow } from '../learning/scalers.ts';
import type { Vector } from '../learning/vector.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import type { Comparison, Decision } from '../results/decision.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { logDecision } from '../workspace/decisions.ts';
import { withLock } from '../workspace/locks.ts';
import { readRunInUse, type SavedRun } from '../workspace/runs.ts';
import { checkOutputs, paths } from '../workspace/workspace.ts';
import { saveTraining } from './save-training.ts';
import { type Training, type TrainProgress, train } from './train-run.ts';
import { trainingRowsOf } from './training-rows.ts';

/** Fewer rows than this decide nothing. */
const LEAST_ROWS = 30;

/** The chance of a replacement that is not better. */
const SIGNIFICANCE = 0.05;

export interface Retrained {
  readonly decision: Decision;
  /** The run in use before; undefined where there was none. */
  readonly inUse: SavedRun | undefined;
  readonly training: Training;
  readonly dryRun: boolean;
}

/**
 * Trains a challenger on the newest data with the settings of the run in use, holds both against the same newest
 * rows, which neither was trained on, and puts the challenger in use where it is better: over at least 30 rows its
 * mean log loss is lower, and the one-sided Diebold–Mariano test gives p below 0.05. A challenger that is no better is
 * not kept. Where no run is in use, the challenger is. The decision is logged. A dry run writes nothing.
 *
 * @throws {InputError} where another retraining goes on, or the newest rows are too few for a training
 */
export async function* retrain(
  request: ChartRequest,
  { dryRun }: { readonly dryRun: boolean },
  context: Context,
): AsyncGenerator<TrainProgress, Retrained, void> {
  const { workspace, now, signal } = context;
  const inUse = await readRunInUse(workspace, request).catch((error: unknown) => {
    if (error instanceof MissingError && error.code === 'no_model') return undefined;
    throw error;
  });
  const training = yield* train(request, settingsFor(inUse), context);
  const comparison = inUse ? compare(inUse, training) : null;
  const isBetter = comparison !== null && decides(comparison);
  const outcome = inUse === undefined ? 'first' : isBetter ? 'replaced' : 'kept';
  const decision = {
    coin: request.coin,
    vsCurrency: request.vsCurrency,
    decidedAt: now().toISOString(),
    outcome,
    before: inUse?.id ?? null,
    comparison,
  } as const;
  signal.throwIfAborted();
  if (dryRun) {
    const after = outcome === 'kept' ? (inUse?.id ?? null) : null;
    return { decision: { ...decision, after }, inUse, training, dryRun };
  }
  await checkOutputs(workspace, [paths.decisions]);
  const made = await withLock(workspace, paths.retraining, async (): Promise<Decision> => {
    await refuseIfReplaced(inUse, request, context);
    const after =
      outcome === 'kept' && inUse ? inUse.id : (await saveTraining(training, request.days, context)).id;
    if (outcome === 'kept') await storeCharts(workspace, training.retrieved);
    const complete = { ...decision, after };
    await logDecision(workspace, complete);
    return complete;
  });
  return { decision: made, inUse, training, dryRun };
}

/** Better is: enough rows, a lower mean loss, and little chance of that without being better. */
export function decides({ rows, inUse, challenger, pValue }: Comparison): boolean {
  return rows >= LEAST_ROWS && challenger < inUse && pValue !== null && pValue < SIGNIFICANCE;
}

/** The challenger differs from the run in use by its data alone, and by what follows from data: step and auto l2. */
function settingsFor(inUse: SavedRun | undefined): TrainSettings {
  if (inUse === undefined) return defaultSettings;
  const { settings } = inUse;
  return { ...settings, l2: settings.l2Auto ? 'auto' : settings.l2, learningRate: null };
}

/** Both models on the newest rows that neither was trained on; null where there are none. */
function compare(inUse: SavedRun, { run, featureRows }: Training): Comparison | null {
  const start = Math.max(trainingRowsOf(inUse, featureRows).end, trainingRowsOf(run, featureRows).end);
  const rows = labelled(featureRows.slice(start));
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [challenger, current] = [lossesOf(run, rows), lossesOf(inUse, rows)];
  return {
    rows: rows.length,
    from: first.date,
    to: last.date,
    inUse: meanOf(current),
    challenger: meanOf(challenger),
    baseRate: meanOf(rows.map(({ target }) => lossOf({ probability: run.baseRate, actual: target }))),
    pValue: dieboldMariano(challenger, current).pValue,
  };
}

function lossesOf({ model }: Pick<SavedRun, 'model'>, rows: readonly LabelledRow[]): Vector {
  return rows.map(({ values, target }) =>
    lossOf({ probability: probability(model.parameters, scaleRow(model.scaler, values)), actual: target }),
  );
}

function meanOf(values: Vector): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Someone may have trained or chosen another run while the challenger was trained. */
async function refuseIfReplaced(
  inUse: SavedRun | undefined,
  request: ChartRequest,
  { workspace }: Context,
): Promise<void> {
  const current = await readRunInUse(workspace, request).catch(() => undefined);
  if (current?.id === inUse?.id) return;
  throw new InputError({
    code: 'replaced_meanwhile',
    message: 'another run was put in use while the challenger was trained',
    hint: 'run crypto-predict retrain again',
  });
}
