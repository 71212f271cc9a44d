import { Command, Option } from 'commander';
import type { Register, RunCommand } from '../commands/app.ts';
import { registerCompletion } from '../commands/completion.ts';
import { registerConfig } from '../commands/config.ts';
import { registerEvaluate } from '../commands/evaluate.ts';
import { registerFeatures } from '../commands/features.ts';
import { registerFetch } from '../commands/fetch.ts';
import { registerLedger } from '../commands/ledger.ts';
import { registerMonitor } from '../commands/monitor.ts';
import { examples, flag, paragraph } from '../commands/options.ts';
import { registerPredict } from '../commands/predict.ts';
import { registerReport } from '../commands/report.ts';
import { registerRetrain } from '../commands/retrain.ts';
import { registerRuns } from '../commands/runs.ts';
import { registerScore } from '../commands/score.ts';
import { registerServe } from '../commands/serve.ts';
import { registerSignals } from '../commands/signals.ts';
import { registerTest } from '../commands/test.ts';
import { registerTrain } from '../commands/train.ts';
import { registerTune } from '../commands/tune.ts';
import { parsePath } from '../identifiers.ts';
import { packageVersion } from '../package-root.ts';
import type { Process } from './process.ts';

/** The flags that every command takes. */
export interface GlobalFlags {
  readonly workspace?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** Every command, in the order of the help. */
const registers: readonly Register[] = [
  registerFetch,
  registerFeatures,
  registerTrain,
  registerPredict,
  registerEvaluate,
  registerTune,
  registerSignals,
  registerTest,
  registerScore,
  registerRuns,
  registerReport,
  registerMonitor,
  registerRetrain,
  registerLedger,
  registerServe,
  registerConfig,
  registerCompletion,
];

/** The program with all its commands; `run` does the work of whichever is asked for. */
export function createProgram({ stdout }: Pick<Process, 'stdout'>, run: RunCommand): Command {
  const program = withoutCommands();
  for (const register of registers) register(program, run);
  program.configureOutput({
    writeOut: (text) => void stdout.write(text),
    writeErr: () => {},
  });
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command.copyInheritedSettings(program);
  }
  return program;
}

function withoutCommands(): Command {
  return new Command('crypto-predict')
    .description(
      'An honest laboratory for one question: does anything known today say something about tomorrow’s price?',
    )
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .option(
      '--workspace <dir>',
      'the folder that holds data/ and models/ (default: the current one)',
      flag(parsePath),
    )
    .addOption(
      new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text'),
    )
    .option('--quiet', 'print only errors, and the result of --format json')
    .option('--verbose', 'print a stack trace with an error')
    .option('--no-color', 'no colours and no animation')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(false)
    .exitOverride()
    .addHelpText(
      'after',
      paragraph('Without a command, on a terminal, it is the interactive session.') +
        examples(
          'crypto-predict train --coin bitcoin',
          'crypto-predict predict --coin bitcoin --explain',
          'crypto-predict runs',
        ),
    );
}
