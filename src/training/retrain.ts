import type { Context } from '../context.ts';
import type { LabelledRow, MarketTarget, TargetName } from '../domain.ts';
import { InputError, MissingError } from '../errors.ts';
import { lossAt } from '../evaluation/e-process.ts';
import type { Multiplicity } from '../evaluation/ledger.ts';
import { featureSets, labelled, targets } from '../features/engineer.ts';
import { at } from '../learning/vector.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { storeCharts } from '../market-data/chart-store.ts';
import type { Comparison, Decision } from '../results/decision.ts';
import type { NewLedgerEntry } from '../results/ledger-entry.ts';
import { defaultSettings, type TrainedRun, type TrainSettings } from '../run.ts';
import { logDecision, readDecisions } from '../workspace/decisions.ts';
import { withLock } from '../workspace/locks.ts';
import { readRunInUse, type SavedRun } from '../workspace/runs.ts';
import { checkOutputs, paths } from '../workspace/workspace.ts';
import { carryOn, type JudgedRow, marginOn, replaces } from './challenge.ts';
import { enter } from './enter.ts';
import { judgeRows } from './judge-rows.ts';
import { additionOfTraining } from './ledger-additions.ts';
import { columnsFor, engineerNewest, signalUseOf } from './prepare.ts';
import { requestForRun } from './run-source.ts';
import { saveTraining } from './save-training.ts';
import { type Training, type TrainProgress, train } from './train-run.ts';
import { trainingRowsOf } from './training-rows.ts';

export interface Retrained {
  readonly decision: Decision;
  /** The run in use before; undefined where there was none. */
  readonly inUse: SavedRun | undefined;
  readonly training: Training;
  readonly dryRun: boolean;
  /** The challenger's test with what it is worth among all that were made; undefined of a dry run. */
  readonly standing?: NewLedgerEntry & Multiplicity;
}

/**
 * Trains a challenger on the newest data with the settings of the run in use, and holds both against the rows that
 * neither was trained on and no decision has judged before. These are added to the evidence of earlier decisions about
 * the same run in use. The challenger is put in use where the evidence from at least 30 rows reaches an e-value of 10.
 * Else it is not kept, but the evidence is. Where no run is in use, the challenger is put in use. The decision is
 * logged. A dry run writes nothing.
 *
 * @throws {InputError} where another retraining goes on, the newest rows are too few for a training, or the days have
 * no longer what a feature of the run in use is made of
 */
export async function* retrain(
  request: ChartRequest,
  { dryRun, target = 'direction' }: { readonly dryRun: boolean; readonly target?: TargetName },
  context: Context,
): AsyncGenerator<TrainProgress, Retrained, void> {
  const { workspace, signal } = context;
  const inUse = await readRunInUse(workspace, { ...request, target }).catch((error: unknown) => {
    if (error instanceof MissingError && error.code === 'no_model') return undefined;
    throw error;
  });
  const training = yield* train(requestForRun(request, inUse), settingsFor(inUse, target), context);
  signal.throwIfAborted();
  if (dryRun) {
    const decision = await decide(inUse, training, context);
    return { decision, inUse, training, dryRun };
  }
  await checkOutputs(workspace, [paths.decisions]);
  const { decision, standing } = await withLock(workspace, paths.retraining, async () => {
    await refuseIfReplaced(inUse, { ...request, target }, context);
    const made = await decide(inUse, training, context);
    const addition = additionOfTraining(training, 'retrain');
    const standings = await enter([addition], context);
    if (made.outcome === 'kept') await storeCharts(workspace, training.retrieved);
    const after =
      made.outcome === 'kept' ? made.after : (await saveTraining(training, request.days, context)).id;
    const complete: Decision = { ...made, after };
    await logDecision(workspace, complete);
    return { decision: complete, standing: { ...addition.entry, ...at(standings, 0) } };
  });
  return { decision, inUse, training, dryRun, standing };
}

/** What is decided, with the evidence of earlier decisions; `after` is null where the challenger has no id yet. */
async function decide(
  inUse: SavedRun | undefined,
  training: Training,
  { workspace, now, signal }: Context,
): Promise<Decision> {
  const { model, data } = training.run;
  const { coin, vsCurrency, target } = model;
  const decision = { coin, vsCurrency, target, decidedAt: now().toISOString(), after: null };
  if (inUse === undefined) {
    return { ...decision, outcome: 'first', before: null, comparison: null, evidence: null };
  }
  const { entries } = await readDecisions(workspace, coin);
  const earlier = entries.findLast(({ before, after }) => before === inUse.id || after === inUse.id);
  const rows = await newRows(inUse, training, { earlier, signal });
  const carried = earlier?.outcome === 'kept' ? (earlier.evidence ?? null) : null;
  const evidence = carryOn(carried, rows, marginOn(data.to, inUse));
  const judged = { ...decision, before: inUse.id, comparison: compare(rows, training.run), evidence };
  return evidence !== null && replaces(evidence)
    ? { ...judged, outcome: 'replaced' }
    : { ...judged, outcome: 'kept', after: inUse.id };
}

/** The challenger differs from the run in use by its data alone, and by what follows from data: step and auto l2. */
function settingsFor(inUse: SavedRun | undefined, target: TargetName): TrainSettings {
  if (inUse === undefined) {
    return { ...defaultSettings, target, featureSet: targets[target].defaultFeatureSet };
  }
  const { settings, model } = inUse;
  return {
    ...settings,
    signals: signalUseOf(model),
    l2: settings.l2Auto ? 'auto' : settings.l2,
    learningRate: null,
  };
}

/** The rows that neither was trained on, and that no decision about the run in use had seen, as both forecast them. */
async function newRows(
  inUse: SavedRun,
  { run, market }: Training,
  { earlier, signal }: { readonly earlier: Decision | undefined; readonly signal: AbortSignal },
): Promise<readonly JudgedRow[]> {
  const { model } = run;
  const table = engineerNewest({ ...market, days: market.history }, featureSets[model.featureSet], {
    target: targets[model.target],
    delay: model.delay,
  });
  const [own, others] = [columnsFor(model, table), columnsFor(inUse.model, table)];
  const rows = labelled(own.rows.map((row, t) => ({ ...row, valuesInUse: at(others.rows, t).values })));
  const { end } = trainingRowsOf(inUse, table.rows);
  const judgedTo = earlier?.evidence?.to ?? earlier?.comparison?.to;
  const isNew = ({ date }: LabelledRow) =>
    (end === 0 || date > at(table.rows, end - 1).date) && (judgedTo === undefined || date > judgedTo);
  const from = rows.findIndex(isNew);
  if (from < 0) return [];
  return judgeRows({ rows, from }, { inUse, challenger: run }, signal);
}

/** Both models on rows; null where there are none. */
function compare(rows: readonly JudgedRow[], { baseRate }: Pick<TrainedRun, 'baseRate'>): Comparison | null {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const meanLoss = (logOdds: (row: JudgedRow) => number) =>
    rows.reduce((sum, row) => sum + lossAt(logOdds(row), row.actual), 0) / rows.length;
  return {
    rows: rows.length,
    from: first.date,
    to: last.date,
    inUse: meanLoss((row) => row.inUse),
    challenger: meanLoss((row) => row.challenger),
    baseRate: meanLoss(() => Math.log(baseRate / (1 - baseRate))),
  };
}

/** Someone may have trained or chosen another run while the challenger was trained. */
async function refuseIfReplaced(
  inUse: SavedRun | undefined,
  market: MarketTarget,
  { workspace }: Context,
): Promise<void> {
  const current = await readRunInUse(workspace, market).catch(() => undefined);
  if (current?.id === inUse?.id) return;
  throw new InputError({
    code: 'replaced_meanwhile',
    message: 'another run was put in use while the challenger was trained',
    hint: 'retrain again',
  });
}
