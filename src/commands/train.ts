import { type Command, Option } from 'commander';
import { listen } from '../async.ts';
import type { FeatureSetName } from '../domain.ts';
import { type OptimizerName, optimizerNames } from '../learning/optimizer-names.ts';
import type { HalfLife, L2 } from '../run.ts';
import { MOST_EPOCHS, trainRanges } from '../train-ranges.ts';
import type { App, Register, Result } from './app.ts';
import { addModelOptions } from './evaluation-options.ts';
import {
  addChartOptions,
  addFeatureSetOption,
  addTaskOptions,
  type ChartFlags,
  chartRequest,
  examples,
  numberWithin,
  type TaskFlags,
  wholeNumber,
} from './options.ts';
import { allCoins, type ForCoins, forEachCoin, severalCoins } from './several-coins.ts';
import { addSignalOptions, type SignalFlags, signalUse } from './signal-options.ts';

interface TrainFlags extends ChartFlags, TaskFlags, SignalFlags {
  readonly featureSet?: FeatureSetName;
  readonly testSize: number;
  readonly l2?: L2;
  readonly halfLife?: HalfLife;
  readonly window?: number;
  readonly optimizer: OptimizerName;
  readonly learningRate?: number;
  readonly epochs: number;
  readonly tolerance: number;
}

/** `train`: the whole pipeline, from a market chart to a saved run. */
export const registerTrain: Register = (program, run) => {
  addSignalOptions(
    addTrainOptions(addChartOptions(program.command('train'), { coin: severalCoins }).addOption(allCoins)),
  )
    .description('fetch missing prices, train a model, evaluate it on the newest days, save it')
    .addHelpText(
      'after',
      examples(
        'crypto-predict train --coin bitcoin',
        'crypto-predict train --coin ethereum --offline --feature-set market',
        'crypto-predict train --offline --optimizer preconditioned --format json',
      ),
    )
    .action((flags: ForCoins<TrainFlags>) =>
      run((app) => forEachCoin<TrainFlags>(flags, app, (one) => trainOne(one, app))),
    );
};

async function trainOne(flags: TrainFlags, app: App): Promise<Result> {
  const { targets } = await import('../features/engineer.ts');
  const { train } = await import('../training/train-run.ts');
  const { saveTraining } = await import('../training/save-training.ts');
  const { forecastAfterTraining } = await import('../training/forecast-newest.ts');
  const { trainedText } = await import('../text/trained.ts');
  const { verdictSentence } = await import('../text/sentences.ts');
  const { runJson } = await import('../results/run.ts');
  const { forecastJson } = await import('../results/forecast.ts');
  const request = await chartRequest(flags, app);
  const context = await app.context();
  const settings = {
    ...flags,
    featureSet: flags.featureSet ?? targets[flags.target].defaultFeatureSet,
    l2: flags.l2 ?? null,
    halfLife: flags.halfLife ?? null,
    window: flags.window ?? null,
    signals: signalUse(flags),
    learningRate: flags.learningRate ?? null,
  };
  const training = await listen(train(request, settings, context), app.reporter.report);
  const saved = await saveTraining(training, request.days, context);
  const forecast = forecastAfterTraining(training, context.now());
  return {
    text: trainedText(saved, forecast),
    line: verdictSentence(saved),
    json: {
      ...runJson(saved),
      forecast: forecast && forecastJson(forecast, saved, { explain: false }),
    },
  };
}

function addTrainOptions(command: Command): Command {
  const asked = addTaskOptions(addFeatureSetOption(command, 'the features to train on'));
  return addModelOptions(asked)
    .option(
      '--test-size <share>',
      'the newest share of rows to test on',
      numberWithin(trainRanges.testSize),
      0.2,
    )
    .addOption(
      new Option('--optimizer <name>', 'the method of descent').choices(optimizerNames).default('nesterov'),
    )
    .option(
      '--learning-rate <step>',
      'the step of the descent (default: 1/L, from the data)',
      numberWithin(trainRanges.learningRate),
    )
    .option('--epochs <n>', 'the most epochs', wholeNumber(1, MOST_EPOCHS), 10_000)
    .option(
      '--tolerance <t>',
      'stop when max|∇J|/n is at most this',
      numberWithin(trainRanges.tolerance),
      1e-8,
    );
}
