import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { listen } from '../async.ts';
import { type FeatureSetName, featureSetNames } from '../domain.ts';
import type { Register } from './app.ts';
import { addWalkOptions, featureSetList } from './evaluation-options.ts';
import {
  addChartOptions,
  addTaskOptions,
  type ChartFlags,
  chartRequest,
  examples,
  type TaskFlags,
  wholeNumber,
} from './options.ts';
import { addSignalOptions, type SignalFlags, signalUse } from './signal-options.ts';

interface TuneFlags extends ChartFlags, TaskFlags, SignalFlags {
  readonly featureSet: readonly FeatureSetName[];
  readonly initialTrain?: number;
  readonly step: number;
  readonly seed: number;
  readonly jobs?: number;
}

/** `tune`: a nested walk-forward over feature sets, penalties and windows. */
export const registerTune: Register = (program, run) => {
  addSignalOptions(addTaskOptions(addWalkOptions(addChartOptions(program.command('tune'), { days: 'max' }))))
    .description('search feature set, penalty and window by nested walk-forward, and evaluate the choice')
    .addOption(
      new Option('--feature-set <names>', 'the feature sets to choose from')
        .argParser(featureSetList)
        .default([...featureSetNames], featureSetNames.join(',')),
    )
    .option('--jobs <n>', 'how many threads may work (default: one for each core)', wholeNumber(1, 256))
    .addHelpText(
      'after',
      examples(
        'crypto-predict tune --coin bitcoin --source bundled',
        'crypto-predict tune --offline --feature-set returns --jobs 1 --format json',
      ),
    )
    .action((flags: TuneFlags) =>
      run(async (app) => {
        const { tune } = await import('../training/tune.ts');
        const { tunedText } = await import('../text/tuned.ts');
        const { tunedJson } = await import('../results/tuned.ts');
        const { saveTuned } = await import('../training/save-tuned.ts');
        const request = await chartRequest({ ...flags, days: flags.days ?? 'max' }, app);
        const settings = {
          target: flags.target,
          delay: flags.delay,
          featureSets: flags.featureSet,
          signals: signalUse(flags),
          initialTrain: flags.initialTrain ?? null,
          step: flags.step,
          seed: flags.seed,
          resamples: 1000,
          threads: flags.jobs ?? availableParallelism(),
        };
        const context = await app.context();
        const tuned = await listen(tune(request, settings, context), app.reporter.report);
        const standing = await saveTuned(tuned, context);
        return { json: tunedJson(tuned), text: tunedText(tuned, standing) };
      }),
    );
};
