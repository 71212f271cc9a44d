import type { Day, Market, Model, Source, Task } from '../domain.ts';
import { lossAt } from '../evaluation/e-process.ts';
import type { DayDifference } from '../evaluation/ledger.ts';
import { dayLosses } from '../evaluation/losses.ts';
import { positiveMean } from '../evaluation/significance.ts';
import { labelled } from '../features/engineer.ts';
import { spanOf } from '../features/span.ts';
import { sha256 } from '../results/checksummed.ts';
import type { LedgerEntry, Recipe } from '../results/ledger-entry.ts';
import type { TrainedRun } from '../run.ts';
import type { LedgerAddition } from '../workspace/ledger.ts';
import type { Evaluated, Evaluation } from './evaluate.ts';
import { logOddsOf } from './judge-rows.ts';
import type { PreparedMarket } from './prepare.ts';
import type { Training } from './train-run.ts';
import { trainingRowsOf } from './training-rows.ts';
import type { Tuned } from './tune.ts';

/** The entries that walk-forwards make, one a coin and feature set. */
export function additionsOfEvaluated({ evaluations, markets }: Evaluated): readonly LedgerAddition[] {
  return evaluations.map((evaluation) => {
    const market = markets.find(({ chart }) => chart.coin === evaluation.coin);
    if (market === undefined) throw new Error(`nothing is known of the days of ${evaluation.coin}`);
    return additionOf({
      command: 'evaluate',
      recipe: {
        ...recipeOf(evaluation),
        scheme: 'walk_forward',
        featureSet: evaluation.featureSet,
        settings: settingsOf(evaluation, evaluation.rows),
      },
      data: dataOf(market, evaluation.source),
      days: dayLosses(evaluation.forecasts).map(({ date, loss, constants }) => ({
        date,
        difference: constants.baseRate - loss,
      })),
    });
  });
}

/** The entry that a training makes: its test split against the base rate of its training rows. */
export function additionOfTraining(
  training: Pick<Training, 'run' | 'days' | 'companion' | 'featureRows'>,
  command: 'train' | 'retrain',
): LedgerAddition {
  const { run, featureRows } = training;
  const { data, baseRate } = run;
  const { end } = trainingRowsOf(run, featureRows);
  const baseRateLogOdds = Math.log(baseRate / (1 - baseRate));
  return additionOf({
    command,
    recipe: recipeOfRun(run),
    data: dataOf(training, data.source),
    days: labelled(featureRows.slice(end)).map((row) => ({
      date: row.date,
      difference: lossAt(baseRateLogOdds, row.target) - lossAt(logOddsOf(run, row.values), row.target),
    })),
  });
}

/** What a training tries. */
export function recipeOfRun({ model, settings }: Pick<TrainedRun, 'model' | 'settings'>): Recipe {
  return {
    ...recipeOf(model),
    scheme: 'test_split',
    featureSet: settings.featureSet,
    settings: {
      l2: settings.l2Auto ? 'auto' : settings.l2,
      half_life: settings.halfLife,
      window: settings.window ?? 'all',
      delay: settings.delay,
      test_size: settings.testSize,
    },
  };
}

/** The entries of everything that a search tried. */
export function additionsOfTuned({ walks, market, ...tuned }: Tuned): readonly LedgerAddition[] {
  return walks.map(({ featureSet, settings, losses }) =>
    additionOf({
      command: 'tune',
      recipe: {
        ...recipeOf(tuned),
        scheme: 'walk_forward',
        featureSet,
        settings: settingsOf(
          {
            l2: settings.l2,
            halfLife: settings.halfLife ?? 'none',
            window: settings.trainWindow ?? 'all',
            delay: tuned.delay,
          },
          settings,
        ),
      },
      data: dataOf(market, tuned.source),
      days: losses.map(({ date, loss, constants }) => ({ date, difference: constants.baseRate - loss })),
    }),
  );
}

function recipeOf({
  coin,
  vsCurrency,
  target,
  signals,
}: Market & Pick<Task, 'target'> & Pick<Model, 'signals'>): Pick<
  Recipe,
  'coins' | 'vsCurrency' | 'target' | 'signals'
> {
  return { coins: [coin], vsCurrency, target, signals: signalsOf({ signals }) };
}

/** Signals as recipes name them. */
export function signalsOf({ signals = [] }: Pick<Model, 'signals'>): Recipe['signals'] {
  return signals.map(({ name, fingerprint }) => ({
    name,
    fingerprint: fingerprint.replace('sha256:', ''),
  }));
}

function settingsOf(
  { l2, halfLife, window, delay }: Pick<Evaluation, 'l2' | 'halfLife' | 'window' | 'delay'>,
  { initialTrain, step }: Pick<Evaluation['rows'], 'initialTrain' | 'step'>,
): Recipe['settings'] {
  return { l2, half_life: halfLife, window, delay, initial_train: initialTrain, step };
}

/** Which days were looked at: the same days have the same fingerprint. */
export function dataOf(
  { days, companion }: { readonly days: readonly Day[]; readonly companion: PreparedMarket['companion'] },
  source: Source,
): LedgerEntry['data'] {
  const values = (table: readonly Day[]) =>
    table.map(({ date, price, marketCap, totalVolume }) => [date, price, marketCap, totalVolume]);
  return {
    source,
    ...spanOf(days),
    days: days.length,
    fingerprint: sha256(JSON.stringify([values(days), values(companion ?? [])])),
  };
}

interface Evaluations extends Pick<LedgerEntry, 'command' | 'recipe' | 'data'> {
  readonly days: readonly DayDifference[];
}

/** An entry from the daily differences of log loss, and the test that their mean is above 0. */
export function additionOf({ command, recipe, data, days }: Evaluations): LedgerAddition {
  const differences = days.map(({ difference }) => difference);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  const { pValue } = positiveMean(differences);
  return {
    entry: {
      command,
      recipe,
      data,
      n: differences.length,
      meanDifference: Number.isFinite(mean) ? mean : null,
      pValue,
    },
    days,
  };
}
