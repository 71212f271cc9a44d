import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { listen } from '../async.ts';
import { type FeatureSetName, featureSetNames } from '../domain.ts';
import type { HalfLife, L2 } from '../run.ts';
import type { Register } from './app.ts';
import { addBacktestOptions, addModelOptions, addWalkOptions, featureSetList } from './evaluation-options.ts';
import {
  addChartOptions,
  addTaskOptions,
  type ChartFlags,
  chartRequest,
  examples,
  type TaskFlags,
} from './options.ts';
import { oneFileManyCoins, severalCoins } from './several-coins.ts';
import { addSignalOptions, type SignalFlags, signalUse } from './signal-options.ts';

interface EvaluateFlags extends Omit<ChartFlags, 'coin'>, TaskFlags, SignalFlags {
  readonly coin?: readonly string[];
  readonly featureSet?: readonly FeatureSetName[];
  readonly l2?: L2;
  readonly halfLife?: HalfLife;
  readonly window?: number;
  readonly initialTrain?: number;
  readonly step: number;
  readonly seed: number;
  readonly threshold: number;
  readonly feeBps: number;
}

/** `evaluate`: walk-forward evaluation against baselines, of one coin or several, with one feature set or several. */
export const registerEvaluate: Register = (program, run) => {
  addSignalOptions(addEvaluateOptions(program.command('evaluate')))
    .description('walk forward through all days, and compare the forecasts with constants')
    .addHelpText(
      'after',
      examples(
        'crypto-predict evaluate --coin bitcoin --source bundled',
        'crypto-predict evaluate --offline --feature-set classic,returns,market',
        'crypto-predict evaluate --coin bitcoin,ethereum --offline --format json',
      ),
    )
    .action((flags: EvaluateFlags) =>
      run(async (app) => {
        const { targets } = await import('../features/engineer.ts');
        const { defaultEvaluateSettings, evaluate } = await import('../training/evaluate.ts');
        const { evaluatedText } = await import('../text/evaluated.ts');
        const { evaluatedJson } = await import('../results/evaluation.ts');
        const { evaluateCoins } = await import('./evaluate-coins.ts');
        const { saveEvaluated } = await import('../training/save-evaluation.ts');
        const { coin: coins, ...chartFlags } = flags;
        if (flags.from !== undefined && coins !== undefined && coins.length > 1) throw oneFileManyCoins();
        const first = await chartRequest({ ...chartFlags, coin: coins?.[0], days: flags.days ?? 'max' }, app);
        const requests = (coins ?? [first.coin]).map((coin) => ({ ...first, coin }));
        const settings = {
          ...defaultEvaluateSettings,
          target: flags.target,
          delay: flags.delay,
          featureSets: flags.featureSet ?? [targets[flags.target].defaultFeatureSet],
          signals: signalUse(flags),
          initialTrain: flags.initialTrain ?? null,
          step: flags.step,
          l2: flags.l2 ?? null,
          halfLife: flags.halfLife ?? null,
          window: flags.window ?? null,
          threshold: flags.threshold,
          feeBps: flags.feeBps,
          seed: flags.seed,
          threads: availableParallelism(),
        };
        const context = await app.context();
        if (requests.length > 1 && settings.featureSets.length === 1)
          return evaluateCoins(requests, settings, { app, context });
        const work = evaluate(requests, settings, context);
        const evaluated = await saveEvaluated(await listen(work, app.reporter.report), context);
        return { json: evaluatedJson(evaluated), text: evaluatedText(evaluated) };
      }),
    );
};

function addEvaluateOptions(command: Command): Command {
  const charted = addChartOptions(command, {
    coin: severalCoins,
    days: 'max',
  });
  const sets = charted.addOption(
    new Option(
      '--feature-set <names>',
      `one or more of ${featureSetNames.join(', ')}, compared on the same days (default: that of the target)`,
    ).argParser(featureSetList),
  );
  return addBacktestOptions(addWalkOptions(addModelOptions(addTaskOptions(sets))));
}
