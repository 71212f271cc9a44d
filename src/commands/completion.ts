import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Register, RunCommand } from './app.ts';
import { scripts, shells } from './completion/scripts.ts';
import { examples } from './options.ts';

/** `completion`: prints a completion script, which asks the hidden command `complete` at each press of Tab. */
export const registerCompletion: Register = (program, run: RunCommand) => {
  program
    .command('completion')
    .description('print a completion script for bash, zsh or fish')
    .addArgument(program.createArgument('<shell>', 'the shell').choices(shells))
    .addHelpText(
      'after',
      examples('source <(crypto-predict completion bash)', 'crypto-predict completion fish'),
    )
    .action((shell: (typeof shells)[number]) =>
      run(async () => ({ json: { shell, script: scripts[shell] }, text: scripts[shell], isData: true })),
    );
};

/** Where Tab was pressed. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What may stand in place of the last of the words after the program's name, one candidate a line. */
export async function complete(
  program: Command,
  words: readonly string[],
  { cwd, env }: Surroundings,
): Promise<string> {
  const { placeOf } = await import('./completion/place.ts');
  const { candidatesAt } = await import('./completion/candidates.ts');
  const { FILES } = await import('./completion/values.ts');
  const { openWorkspace } = await import('../workspace/workspace.ts');
  const place = placeOf(program, words);
  const folder = place.given.get('workspace') ?? env.CRYPTO_PREDICT_WORKSPACE ?? '.';
  const workspace = () => openWorkspace(resolve(cwd, folder));
  const candidates = await candidatesAt(place, {
    runIds: async () => (await import('../workspace/run-ids.ts')).runIds(await workspace()),
    storedCoins: async () => (await import('../market-data/chart-store.ts')).storedCoins(await workspace()),
    signalNames: async () => (await import('../workspace/signals.ts')).signalNames(await workspace()),
  });
  if (candidates === FILES) return ':files';
  return candidates
    .map(({ value, description }) => (description ? `${value}\t${description}` : value))
    .join('\n');
}
