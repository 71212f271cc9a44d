import type { Command } from 'commander';
import type { Register, RunCommand } from './app.ts';
import { examples } from './options.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

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
    .action((shell: string) =>
      run(async () => {
        const { script } = await import('@bomb.sh/tab');
        const text = printedBy(() => script(shell, 'crypto-predict', 'crypto-predict'));
        return { json: { shell, script: text }, text };
      }),
    );
};

/** Answers a completion request: the words so far follow `--`. */
export async function complete(program: Command, words: readonly string[]): Promise<string> {
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const completion = tab(program, { completionCommandName: 'completion-script' });
  return printedBy(() => completion.parse([...words]));
}

/** What work prints with console.log, which is the only way the completion library gives its answers. */
function printedBy(work: () => void): string {
  const { console } = globalThis;
  const lines: string[] = [];
  const original = console.log;
  console.log = (...values: unknown[]) => void lines.push(values.join(' '));
  try {
    work();
  } finally {
    console.log = original;
  }
  return lines.join('\n');
}
