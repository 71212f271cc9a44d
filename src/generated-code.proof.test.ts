import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BundledPackage, bundle, packagesIn } from '../scripts/bundle.js';
import { packageRoot } from './package-root.ts';
import { createSandbox } from './testing/run-program.ts';
import { testServer, trainInto } from './testing/server.ts';

/** What makes code of text: `eval`, `Function` as a constructor or a function, a timer that is given a text. */
const MAKES_CODE =
  /\beval\s*\(|\bnew Function\b|(?<![.\w])Function\s*\(|\bset(Timeout|Interval)\s*\(\s*['"`]/;

/** The parts of mathjs that take expressions. */
const EXPRESSIONS =
  /^(all|chain|compile|derivative|evaluate|help|parse|parser|rationalize|resolve|simplify\w*|symbolicEqual)(Dependencies)?$/;

/**
 * The packages in the bundle that could make code of text, and why none of them makes any of what comes from outside.
 */
const KNOWN = {
  '@fastify/fast-json-stringify-compiler': 'of answer schemas, which no route has',
  ajv: 'of schemas, which neither a route nor the preferences have',
  'fast-json-stringify': 'of answer schemas, which no route has',
  'find-my-way': 'of the paths of the routes, which are constants of this program',
};

let packages: readonly BundledPackage[];
beforeAll(async () => {
  packages = await packagesIn(await bundle({ write: false }));
});

/** The lines of a file that are not wholly a comment. */
function codeOf(path: string): string {
  const lines = readFileSync(join(packageRoot, path), 'utf8').split('\n');
  return lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join('\n');
}

describe('no text becomes code', () => {
  it('in the source', () => {
    const files = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => join('src', file));
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => MAKES_CODE.test(codeOf(file)))).toEqual([]);
    const imported = files.flatMap((file) =>
      [...codeOf(file).matchAll(/import\s*(?:type\s*)?\{([^}]*)\}\s*from 'mathjs'/g)].flatMap(
        ([, names = '']) => names.split(',').map((name) => name.trim()),
      ),
    );
    expect(imported).toContain('erfDependencies');
    expect(imported.filter((name) => EXPRESSIONS.test(name))).toEqual([]);
  });

  it('in the packages of the bundle, but for those that are known', () => {
    const makers = packages.filter(({ files }) => files.some((file) => MAKES_CODE.test(codeOf(file))));
    expect(makers.map(({ name }) => name).toSorted()).toEqual(Object.keys(KNOWN));
    const mathjs = packages.find(({ name }) => name === 'mathjs')?.files ?? [];
    expect(mathjs.length).toBeGreaterThan(50);
    expect(mathjs.filter((file) => /\/expression\/(?!keywords)/.test(file))).toEqual([]);
  });

  it('while the commands run: none of them needs it', async () => {
    await using sandbox = await createSandbox();
    // Under this flag eval and Function throw, in workers, too.
    const env = { NODE_OPTIONS: '--disallow-code-generation-from-strings' };
    const market = ['--coin', 'bitcoin', '--source', 'bundled'];
    for (const args of [
      ['config', 'set', 'coin', 'bitcoin'],
      ['train', ...market, '--optimizer', 'preconditioned'],
      ['predict', ...market],
      ['evaluate', ...market, '--days', '400'],
      ['monitor', ...market],
      ['report', '--source', 'bundled'],
    ]) {
      expect(await sandbox.run([...args, '--quiet'], { env })).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  it('in the server, once its routes are known', async () => {
    const made: string[] = [];
    const { Function: original } = globalThis;
    globalThis.Function = new Proxy(original, {
      construct: (target, args: string[]) => {
        made.push(args.at(-1) ?? '');
        return Reflect.construct(target, args) as object;
      },
    });
    onTestFinished(() => {
      globalThis.Function = original;
    });
    const { context, url, post } = await testServer();
    expect(made.join()).toContain('handlers');
    made.length = 0;
    await trainInto(context);
    for (const path of [
      '/health',
      '/docs',
      '/metrics',
      '/openapi.json',
      '/forecast/bitcoin?explain=1',
      '/a"+b',
    ]) {
      await fetch(url + path);
    }
    expect((await post({ price: '"+process.exit()+"' }, '/predict?coin="+process.exit()+"')).status).toBe(
      422,
    );
    expect(made).toEqual([]);
  });
});
