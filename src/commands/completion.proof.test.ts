import { spawnSync } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import { key, program, startInTerminal } from '../tui/testing/terminal-session.ts';

const RUN = 'bitcoin-usd-20260131-120000-abc123';

/** A workspace with a run's folder, a stored chart, a file, and the program under its own name. */
async function furnishedWorkspace(): Promise<string> {
  const workspace = await temporaryFolder();
  for (const folder of ['bin', `models/${RUN}`, 'data/raw', 'data/signals']) {
    await mkdir(join(workspace, folder), { recursive: true });
  }
  await symlink(program, join(workspace, 'bin', 'crypto-predict'));
  await writeFile(join(workspace, 'data/raw/mycoin_usd.json'), '{}');
  await writeFile(join(workspace, 'data/signals/mood.json'), '{}');
  await writeFile(join(workspace, 'input.json'), '{}');
  return workspace;
}

/** How each shell starts without anybody's settings, and takes the script. */
const shells = {
  bash: [
    'bash --noprofile --norc -i',
    `PS1='ready> '; bind 'set show-all-if-ambiguous on'; source <(crypto-predict completion bash)`,
  ],
  zsh: [
    'zsh -f -i',
    `PS1='ready> '; setopt no_list_ambiguous; autoload -Uz compinit; compinit -u -D; source <(crypto-predict completion zsh)`,
  ],
  fish: [
    'fish --no-config -i',
    `function fish_prompt; printf 'ready> '; end; crypto-predict completion fish | source`,
  ],
} as const;

/** What is typed before Tab, and how the line that is shown then ends. */
const presses: readonly (readonly [typed: string, shown: string])[] = [
  ['tra', 'crypto-predict train'],
  ['runs pr', 'runs prune'],
  ['train --opt', 'train --optimizer'],
  ['train --optimizer pre', '--optimizer preconditioned'],
  ['train --feature-set m', '--feature-set market'],
  ['train --coin bitc', 'bitcoin-cash.*'],
  ['train --coin=ethereum-', '--coin=ethereum-classic'],
  ['train --coin myc', '--coin mycoin'],
  ['evaluate --coin bitcoin,sol', '--coin bitcoin,solana'],
  ['predict --run bit', `--run ${RUN}`],
  ['runs compare newest ', 'previous.*'],
  ['predict --json inp', '--json input.json'],
  ['config set theme hi', 'theme high-contrast'],
  ['completion fi', 'completion fish'],
  ['test mo', 'test mood'],
  ['evaluate --signal mo', '--signal mood'],
  ['signals show mo', 'signals show mood'],
  ['train --coin $(touch evaluated) --feat', '--feature-set'],
];

const installed = Object.entries(shells).filter(
  ([name]) => name === 'bash' || spawnSync(name, ['--version']).status === 0,
);

describe.each(installed)('in %s, Tab', (_, [command, start]) => {
  test('completes what a command line can say, and evaluates nothing of it', async () => {
    const workspace = await furnishedWorkspace();
    const [file = '', ...args] = command.split(' ');
    const env = { PATH: `${join(workspace, 'bin')}:${process.env.PATH}` };
    const shell = await startInTerminal({ columns: 100, rows: 30, workspace, env, command: [file, ...args] });
    await shell.press(`${start}; ${start}${key.enter}`);
    await shell.until(/^ready> *$/m);
    for (const [typed, shown] of presses) {
      await shell.press('\f', `crypto-predict ${typed}${key.tab}`);
      await shell.until(new RegExp(`${shown} *$`, 'm'));
      // A shell may not hear Ctrl-C while it still completes.
      await shell.press(key.ctrlU);
      await shell.until(/^ready> *$/m);
    }
    expect(await readdir(workspace)).not.toContain('evaluated');
  });
});
