import { listen } from '../async.ts';
import type { FeatureSetName } from '../domain.ts';
import type { Register } from './app.ts';
import {
  addChartOptions,
  addFeatureSetOption,
  addTaskOptions,
  type ChartFlags,
  chartRequest,
  examples,
  type TaskFlags,
  wholeNumber,
} from './options.ts';
import { addSignalOptions, type SignalFlags, signalUse } from './signal-options.ts';

interface FeaturesFlags extends ChartFlags, TaskFlags, SignalFlags {
  readonly featureSet?: FeatureSetName;
  readonly limit: number;
}

/** `features`: preprocesses, engineers, writes both tables, and shows the newest rows. */
export const registerFeatures: Register = (program, run) => {
  addSignalOptions(
    addTaskOptions(
      addFeatureSetOption(addChartOptions(program.command('features')), 'the features to engineer'),
    ),
  )
    .description('engineer features, write them as CSV, show the newest rows and a summary')
    .option('--limit <n>', 'how many of the newest rows to show', wholeNumber(0, 1_000_000), 10)
    .addHelpText(
      'after',
      examples(
        'crypto-predict features --coin bitcoin --source bundled',
        'crypto-predict features --coin ethereum --offline --limit 3 --format json',
      ),
    )
    .action((flags: FeaturesFlags) =>
      run(async (app) => {
        const { targets } = await import('../features/engineer.ts');
        const { makeFeatures } = await import('../training/make-features.ts');
        const { featuresText } = await import('../text/features.ts');
        const { featuresJson } = await import('../results/made-features.ts');
        const request = await chartRequest(flags, app);
        const { target, delay } = flags;
        const featureSet = flags.featureSet ?? targets[target].defaultFeatureSet;
        const context = await app.context();
        const made = await listen(
          makeFeatures(request, { featureSet, target, delay, signals: signalUse(flags) }, context),
          app.reporter.report,
        );
        const newest = flags.limit === 0 ? [] : made.rows.slice(-flags.limit);
        return {
          text: featuresText(made, newest),
          json: featuresJson(made, { featureSet, newest }),
        };
      }),
    );
};
