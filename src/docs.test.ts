import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot, packageVersion } from './package-root.ts';
import { runInProcess } from './testing/in-process.ts';
import { checked, written } from './testing/pages.ts';

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

test('the README has 900 to 1,200 words', () => {
  const words = readFileSync(join(packageRoot, 'README.md'), 'utf8').split(/\s+/).filter(Boolean).length;
  expect(words).toBeGreaterThanOrEqual(900);
  expect(words).toBeLessThanOrEqual(1200);
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
