import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { listen } from '../async.ts';
import { type FeatureSetName, featureSetNames, type TargetName } from '../domain.ts';
import type { Register } from './app.ts';
import {
  addChartOptions,
  addTargetOption,
  type ChartFlags,
  chartRequest,
  examples,
  wholeNumber,
} from './options.ts';
import { severalCoins } from './several-coins.ts';
import { addCarryOption, type CarryFlags, signalNames } from './signal-options.ts';

interface TestFlags extends Omit<ChartFlags, 'coin'>, CarryFlags {
  readonly coin?: readonly string[];
  readonly target: TargetName;
  readonly featureSet?: FeatureSetName | 'none';
  readonly shifts: number;
  readonly seed: number;
}

/** `test`: whether signals add anything to what prices say. */
export const registerTest: Register = (program, run) => {
  addTestOptions(program.command('test'))
    .argument('<signals...>', 'names of signals; several are tested together', signalNames)
    .description('whether a signal adds anything to what prices say, and whether it looks ahead')
    .addHelpText(
      'after',
      examples(
        'crypto-predict test mood --coin bitcoin --offline',
        'crypto-predict test mood --target large_move --offline --shifts 19',
        'crypto-predict test mood --feature-set none --offline --format json',
      ),
    )
    .action((names: readonly string[], flags: TestFlags) =>
      run(async (app) => {
        const { defaultTestSettings } = await import('../training/test-signals.ts');
        const { testAndSave } = await import('../training/test-and-save.ts');
        const { signalTestText } = await import('../text/signal-test.ts');
        const { signalTestJson } = await import('../results/signal-test.ts');
        const { coin: coins, ...chartFlags } = flags;
        const first = await chartRequest({ ...chartFlags, coin: coins?.[0], days: flags.days ?? 'max' }, app);
        const requests = (coins ?? [first.coin]).map((coin) => ({ ...first, coin }));
        const settings = {
          ...defaultTestSettings,
          target: flags.target,
          featureSet: flags.featureSet ?? null,
          carry: flags.carry,
          shifts: flags.shifts,
          seed: flags.seed,
          threads: availableParallelism(),
        };
        const context = await app.context();
        const test = await listen(testAndSave({ requests, names, settings }, context), app.reporter.report);
        return { json: signalTestJson(test), text: signalTestText(test) };
      }),
    );
};

function addTestOptions(command: Command): Command {
  const charted = addChartOptions(command, {
    coin: severalCoins,
    days: 'max',
  });
  return addCarryOption(addTargetOption(charted))
    .addOption(
      new Option(
        '--feature-set <name>',
        'what the signal is to add to; none: the base rate (default: that of the target)',
      ).choices([...featureSetNames, 'none']),
    )
    .option('--shifts <n>', 'how many placebos: the signal shifted in time', wholeNumber(1, 100_000), 199)
    .option('--seed <n>', 'the seed of the placebos and the bootstrap', wholeNumber(0, 4_294_967_295), 1);
}
