import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot, packageVersion } from './package-root.ts';
import { NOW, temporaryFolder } from './testing/context.ts';
import { runInProcess } from './testing/in-process.ts';

/** The examples in it are those of every help, which are run in `help.proof.test.ts`. */
const MADE_FROM_HELP = 'docs/commands.md';

/** Files that examples read, as they are found from a clone's folder. */
const EXAMPLES = 'docs/examples';

const pages = ['.', 'docs', '.github', 'src', 'scripts']
  .filter((folder) => existsSync(join(packageRoot, folder)))
  .flatMap((folder) => readdirSync(join(packageRoot, folder)).map((name) => join(folder, name)))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(packageRoot, name), 'utf8') }));

const written = pages.filter(({ name }) => name !== MADE_FROM_HELP);

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
  /** Why the tests do not run it; undefined where they do. */
  readonly notRun: string | undefined;
}

function blocksOf(text: string): readonly Block[] {
  const found = text.matchAll(/(?:<!-- not run: (.*) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, notRun, language = '', body = '']) => ({
    language,
    lines: body.trimEnd().split('\n'),
    notRun,
  }));
}

interface Example {
  readonly command: string;
  /** Lines that it prints. */
  readonly prints: readonly string[];
}

/** Of a console the lines after `$ `, with what follows each; of a script every line. */
function examplesOf({ language, lines }: Block): readonly Example[] {
  if (language === 'sh') return lines.map((command) => ({ command, prints: [] }));
  if (language !== 'console') return [];
  const parts = `\n${lines.join('\n')}`.split('\n$ ').slice(1);
  return parts.map((part) => {
    const [command = '', ...prints] = part.split('\n');
    return { command, prints: prints.filter((line) => line.trim() !== '' && line !== '…') };
  });
}

/** The words after the program's name; undefined of any other command. */
function argumentsOf(command: string): readonly string[] | undefined {
  const [, words] = /^(?:npx )?crypto-predict ([^|<>"'$]+)$/.exec(command) ?? [];
  return words?.trim().split(/\s+/);
}

const checked = written.map(({ name, text }) => {
  const blocks = blocksOf(text);
  const isRun = ({ notRun }: Block) => notRun === undefined;
  const inline = [...text.matchAll(/`(crypto-predict [^`]+)`/g)].map(([, command = '']) => command);
  const notRun = blocks.filter((block) => !isRun(block)).flatMap(examplesOf);
  return {
    name,
    text,
    examples: blocks.filter(isRun).flatMap(examplesOf),
    /** Flags in commands that are mentioned, but not run. */
    flags: new Set(
      [...inline, ...notRun.map(({ command }) => command)]
        .flatMap((command) => argumentsOf(command) ?? [])
        .filter((word) => /^--[a-z]/.test(word)),
    ),
  };
});

test.each(checked.filter(({ examples }) => examples.length > 0))(
  '$name has commands that run, and print what it shows',
  async ({ examples }) => {
    const workspace = await temporaryFolder();
    await cp(join(packageRoot, EXAMPLES), join(workspace, EXAMPLES), { recursive: true });
    for (const [i, { command, prints }] of examples.entries()) {
      const now = () => new Date(NOW.getTime() + i * 60_000);
      const args = argumentsOf(command);
      if (args === undefined) throw new Error(`${command}: mark its block as not run, and say why`);
      const { exitCode, stdout, stderr } = await runInProcess(args, { workspace, now });
      expect(exitCode, `${command}: ${stderr}`).toBe(0);
      const printed = `${stdout}\n${stderr}`.split('\n');
      expect(printed, command).toEqual(expect.arrayContaining([...prints]));
    }
  },
  120_000,
);

test.each(checked.filter(({ flags }) => flags.size > 0))(
  '$name mentions only flags that there are',
  async ({ flags }) => {
    const known = await helpOfAll();
    for (const flag of flags) expect(known, flag).toContain(flag);
  },
);

test.each(written)('$name links to what there is', ({ name, text }) => {
  for (const [link, label = '', target = ''] of text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)) {
    if (/^(https?|mailto):/.test(target)) continue;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? join(packageRoot, name) : join(packageRoot, dirname(name), path);
    expect(existsSync(file), `${link} in ${name}`).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(file), `${link} in ${name}`).toContain(anchor);
    const [, identifier] = /^`([a-zA-Z]\w*)`$/.exec(label) ?? [];
    if (identifier && file.endsWith('.ts')) {
      const declared = new RegExp(`(function\\*?|const|interface|type) ${identifier}\\b`);
      expect(declared.test(readFileSync(file, 'utf8')), `${link} in ${name}`).toBe(true);
    }
  }
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): readonly string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

let helps: Promise<string> | undefined;

/** What every command says of its flags. */
function helpOfAll(): Promise<string> {
  helps ??= readHelps();
  return helps;
}

async function readHelps(): Promise<string> {
  const { stdout } = await runInProcess(['--help']);
  const [, listed = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  const commands = [...listed.matchAll(/^ {2}(\w+)/gm)].map(([, name = '']) => name);
  const below = ['signals import', 'signals remove', 'runs remove', 'runs prune'].map((each) =>
    each.split(' '),
  );
  const all = [...commands.map((name) => [name]), ...below].filter(([name]) => name !== 'help');
  const texts = await Promise.all(
    all.map(async (words) => (await runInProcess([...words, '--help'])).stdout),
  );
  return [stdout, ...texts].join('\n');
}

describe('docs/evidence.md', () => {
  const evidence = pages.find(({ name }) => name === 'docs/evidence.md')?.text ?? '';
  const rows = [
    ...evidence.matchAll(/^\| `(crypto-predict evaluate [^`]* --source bundled[^`]*)` \| (.*) \|$/gm),
  ].map(([, command = '', figures = '']) => ({ command, figures: figures.split(' | ') }));

  test('has figures of the bundled prices', () => expect(rows.length).toBeGreaterThan(5));

  test.each(rows)('has the figures of $command', async ({ command, figures }) => {
    const workspace = await temporaryFolder();
    const args = [...(argumentsOf(command) ?? []), '--format', 'json'];
    const { metrics, baselines, p_value: p } = JSON.parse((await runInProcess(args, { workspace })).stdout);
    const [n, logLoss, baseRate, _skill, pValue] = figures;
    const printedP = p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2);
    const measured = [
      metrics.n,
      metrics.log_loss.toFixed(4),
      baselines.base_rate.log_loss.toFixed(4),
      printedP,
    ];
    expect(measured.map(String)).toEqual([n, logLoss, baseRate, pValue]);
  });
});

test('every table of docs/evidence.md is made by a script that there is', () => {
  const evidence = readFileSync(join(packageRoot, 'docs/evidence.md'), 'utf8');
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const made = [...evidence.matchAll(/<!-- made by: (.*?) -->/g)].map(([, command = '']) => command);
  expect(made.length).toBeGreaterThan(8);
  for (const command of made) {
    const [, name, file] = /^(?:npm run (?:--silent )?([\w:]+)|node (\S+))/.exec(command) ?? [];
    expect(name === undefined ? existsSync(join(packageRoot, file ?? '')) : name in scripts, command).toBe(
      true,
    );
  }
});

test('the gate runs the two commands at the top of the README as they stand', () => {
  const [first, second] =
    readFileSync(join(packageRoot, 'README.md'), 'utf8').match(/(?<=^ {4})npm.*$/gm) ?? [];
  const gate = readFileSync(join(packageRoot, '.ci/run'), 'utf8').split('\n');
  expect([first, second].map((command) => command?.trim())).toEqual([
    'npm ci && npx crypto-predict train --coin bitcoin',
    'npm ci && npm test',
  ]);
  expect(gate).toEqual(expect.arrayContaining([first, second]));
});

test('the figures of forecasts in the README are among those that tests compare', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const evidence = readFileSync(join(packageRoot, 'docs/evidence.md'), 'utf8');
  const losses = readme.match(/\b0\.\d{4}\b/g) ?? [];
  expect(losses.length).toBeGreaterThan(7);
  expect(losses.filter((loss) => !evidence.includes(`| ${loss} |`))).toEqual([]);
});

test('the README and the changelog name the version that there is', () => {
  const read = (name: string) => readFileSync(join(packageRoot, name), 'utf8');
  expect(read('README.md')).toContain(`crypto-predict-${packageVersion()}.tgz`);
  expect(read('CHANGELOG.md')).toContain(`\n## [${packageVersion()}] - `);
});

test('the README is short enough to be read', () => {
  const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
  expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1200);
});
