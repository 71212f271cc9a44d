import { once } from 'node:events';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { Command, CommanderError } from 'commander';
import type { App, Result } from './commands/app.ts';
import { complete, registerCompletion } from './commands/completion.ts';
import { registerConfig } from './commands/config.ts';
import { registerEvaluate } from './commands/evaluate.ts';
import { registerFeatures } from './commands/features.ts';
import { registerFetch } from './commands/fetch.ts';
import { registerMonitor } from './commands/monitor.ts';
import { examples } from './commands/options.ts';
import { registerPredict } from './commands/predict.ts';
import { registerReport } from './commands/report.ts';
import { createReporter } from './commands/reporter.ts';
import { registerRetrain } from './commands/retrain.ts';
import { registerRuns } from './commands/runs.ts';
import { registerServe } from './commands/serve.ts';
import { registerTrain } from './commands/train.ts';
import { registerTune } from './commands/tune.ts';
import { explainUsage } from './commands/usage.ts';
import { ExitCode, ExplainedError, InterruptedError } from './errors.ts';
import { packageVersion } from './package-root.ts';
import type { StoredPreferences } from './preferences.ts';
import { hasPreferences } from './preferences-path.ts';
import { onOneLine, printable, printableJson } from './presentation/printable.ts';

/** What a process gives to the program. */
export interface Process {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

interface GlobalFlags {
  readonly workspace?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** Runs the program to its end and returns its exit code. Every error is shown here, once. */
export async function main(io: Process): Promise<number> {
  const program = createProgram();
  const register = [
    registerFetch,
    registerFeatures,
    registerTrain,
    registerPredict,
    registerEvaluate,
    registerTune,
    registerRuns,
    registerReport,
  ];
  const run = async (work: (app: App) => Promise<Result>) => {
    const app = await createApp(program.opts<GlobalFlags>(), io);
    try {
      const { json, text } = await work(app);
      app.reporter.stop();
      io.stdout.write(`${app.format === 'json' ? printableJson(json, 2) : printable(text)}\n`);
    } finally {
      app.reporter.stop();
    }
  };
  for (const each of [
    ...register,
    registerMonitor,
    registerRetrain,
    registerServe,
    registerConfig,
    registerCompletion,
  ])
    each(program, run);
  program.configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: () => {},
  });
  for (const command of [program, ...program.commands.flatMap((c) => [c, ...c.commands])]) {
    command.copyInheritedSettings(program);
  }

  try {
    if (io.argv[0] === 'complete') {
      io.stdout.write(`${await complete(program, io.argv.slice(2))}\n`);
      return ExitCode.done;
    }
    if (asksForSession(program, io)) {
      const { startSession } = await import('./tui/start.tsx');
      const app = await createApp(program.opts<GlobalFlags>(), io);
      return await startSession({
        ...io,
        context: await app.context(),
        preferencesFile: app.preferencesFile,
      });
    }
    if (io.argv.length === 0) {
      io.stderr.write(program.helpInformation());
      return ExitCode.usage;
    }
    await program.parseAsync([...io.argv], { from: 'user' });
    io.signal.throwIfAborted();
    return ExitCode.done;
  } catch (error) {
    return showError(error, program, io);
  }
}

/** Whether there is no command, only flags that a session takes, too, and a terminal that can show one. */
function asksForSession(program: Command, { argv, env, stdin, stdout }: Process): boolean {
  if (!stdin.isTTY || !stdout.isTTY || env.TERM === 'dumb') return false;
  if (argv.some((argument) => ['--help', '--version', '--format'].includes(argument))) return false;
  if (argv.length === 0) return true;
  const { operands, unknown } = program.parseOptions([...argv]);
  return operands.length === 0 && unknown.length === 0;
}

function createProgram(): Command {
  return new Command('crypto-predict')
    .description('An honest laboratory for one question: will a coin’s price be higher tomorrow than today?')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .option('--workspace <dir>', 'the folder that holds data/ and models/ (default: the current one)')
    .addOption(
      new Command()
        .createOption('--format <format>', 'how to print the result')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--quiet', 'print no progress and no notices')
    .option('--verbose', 'print a stack trace with an error')
    .option('--no-color', 'no colours and no animation')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      examples(
        'crypto-predict train --coin bitcoin',
        'crypto-predict predict --coin bitcoin --explain',
        'crypto-predict runs',
      ),
    );
}

async function createApp(flags: GlobalFlags, io: Process): Promise<App> {
  const { stderr, env, signal, now } = io;
  const isPlain = !flags.color || Boolean(env.NO_COLOR) || env.TERM === 'dumb' || env.CI !== undefined;
  const preferencesFile = async () => new (await import('./preferences.ts')).PreferencesFile();
  const stored = async (): Promise<StoredPreferences> =>
    hasPreferences() ? (await preferencesFile()).read() : {};
  const reporter = await createReporter({
    stderr,
    quiet: flags.quiet ?? false,
    animated: stderr.isTTY && !isPlain,
  });
  return {
    format: flags.format,
    quiet: flags.quiet ?? false,
    reporter,
    stderr,
    preferencesFile,
    preferences: async () => {
      const { coin = 'bitcoin', vs_currency = 'usd', days = 365 } = await stored();
      return { coin, vsCurrency: vs_currency, days };
    },
    stdin: () => addAbortSignal(signal, io.stdin),
    ask: (question) => ask(question, io),
    context: async () => {
      const { openWorkspace } = await import('./workspace/workspace.ts');
      const { coingeckoEndpoint } = await import('./sources/coingecko/endpoint.ts');
      const folder = flags.workspace ?? env.CRYPTO_PREDICT_WORKSPACE ?? '.';
      return {
        workspace: await openWorkspace(resolve(io.cwd, folder)),
        now,
        signal,
        coingecko: async () => coingeckoEndpoint(env, (await stored()).api_key),
      };
    },
  };
}

async function ask(question: string, { stdin, stderr, signal }: Process): Promise<boolean | undefined> {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: stdin, output: stderr });
  const interrupted = once(terminal, 'SIGINT').then(() => {
    throw new InterruptedError('SIGINT');
  });
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `, { signal }), interrupted]);
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    stderr.write('\n');
    if (error instanceof InterruptedError || signal.aborted) throw error;
    // Ctrl-D: no answer is no.
    return false;
  } finally {
    terminal.close();
  }
}

function showError(error: unknown, program: Command, io: Process): number {
  const { stderr, signal } = io;
  const reason = signal.aborted ? signal.reason : error;
  if (reason instanceof CommanderError && reason.exitCode === 0) return ExitCode.done;
  const { format, verbose } = program.opts<GlobalFlags>();
  const shown = reason instanceof CommanderError ? explainUsage(reason, program, io.argv) : reason;
  const { code, message, hint, exitCode } = explain(shown, verbose ?? false);
  if (format === 'json') {
    stderr.write(`${printableJson({ error: { code, message, hint } })}\n`);
  } else {
    stderr.write(`error: ${onOneLine(message)}; ${onOneLine(hint)}\n`);
  }
  if (verbose && reason instanceof Error) stderr.write(`${printable(reason.stack ?? '')}\n`);
  return exitCode;
}

function explain(
  error: unknown,
  verbose: boolean,
): Pick<ExplainedError, 'code' | 'message' | 'hint' | 'exitCode'> {
  if (error instanceof ExplainedError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'fault',
    message: `a fault of the program: ${message.split('\n')[0]}`,
    hint: verbose
      ? 'please report it with the lines below'
      : 'run it again with --verbose and report what it prints',
    exitCode: ExitCode.fault,
  };
}
