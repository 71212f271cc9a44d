import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';

const source = join(packageRoot, 'src');

/** From the ground up: a folder imports from itself and from the floors below, never from beside or above. */
const floors = [
  ['learning'],
  ['features', 'evaluation'],
  ['results'],
  ['workspace'],
  ['market-data', 'workers'],
  ['training'],
  ['monitoring'],
  ['text'],
  ['report', 'server', 'tui'],
  ['commands'],
  ['cli'],
] as const;

/** The files beside the folders that start something; the others are the vocabulary that every folder shares. */
const entrances = [
  'main.ts',
  'cli.ts',
  'library.ts',
  'workers/walk-forward-worker.ts',
  'training/training-worker.ts',
  'training/signal-test-worker.ts',
  'tui/effects/session-worker.ts',
  'server/server-worker.ts',
];

interface Import {
  readonly from: string;
  /** Relative to `src`; a package's name where it is one. */
  readonly target: string;
  readonly isType: boolean;
  /** Whether it is loaded only when it is needed. */
  readonly isDynamic: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map(withSlashes)
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .filter((file) => !file.split('/').includes('testing'));

const imports: readonly Import[] = files.flatMap((from) => {
  const text = readFileSync(join(source, from), 'utf8');
  const found = text.matchAll(/(?:(?:import|export)\s(type\s)?[^;'"]*?from|import\(|import)\s*'([^']+)'/g);
  return [...found].map(([statement, type, path = '']) => ({
    from,
    target: path.startsWith('.') ? withSlashes(relative(source, resolve(source, dirname(from), path))) : path,
    isType: type !== undefined,
    isDynamic: statement.startsWith('import('),
  }));
});

/** A path as it is written in imports, on every system. */
function withSlashes(path: string): string {
  return path.replaceAll(sep, '/');
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

function shown({ from, target }: Import): string {
  return `${from} → ${target}`;
}

function isOwn({ target }: Import): boolean {
  return /\.tsx?$/.test(target);
}

describe('imports point one way', () => {
  it('has a floor for every folder', () => {
    const folders = [...new Set(files.map(folderOf))].filter((folder) => folder !== '');
    expect(floors.flat().toSorted()).toEqual(folders.toSorted());
  });

  it.each(floors.flatMap((folders, floor) => folders.map((folder) => ({ folder, floor }))))(
    'out of $folder',
    ({ folder, floor }) => {
      const below: readonly string[] = ['', folder, ...floors.slice(0, floor).flat()];
      const wrong = imports.filter(
        (each) =>
          folderOf(each.from) === folder &&
          isOwn(each) &&
          (!below.includes(folderOf(each.target)) || entrances.includes(each.target)),
      );
      expect(wrong.map(shown)).toEqual([]);
    },
  );

  it('lets the vocabulary know the types of folders alone', () => {
    const wrong = imports.filter(
      (each) =>
        folderOf(each.from) === '' &&
        !entrances.includes(each.from) &&
        isOwn(each) &&
        folderOf(each.target) !== '' &&
        !each.isType,
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it.each([
    ['needs itself', false],
    // Aside from the session, whose actions are those of its screens and the other way round.
    ['knows itself by its types', true],
  ])('has no file that %s', (_, withTypes) => {
    const needs = imports.filter(
      (each) => isOwn(each) && ((withTypes && folderOf(each.from) !== 'tui') || !each.isType),
    );
    const seen = new Set<string>();
    const cyclesFrom = (file: string, way: readonly string[]): readonly string[] => {
      if (way.includes(file)) return [[...way.slice(way.indexOf(file)), file].join(' → ')];
      if (seen.has(file)) return [];
      seen.add(file);
      return needs
        .filter(({ from }) => from === file)
        .flatMap(({ target }) => cyclesFrom(target, [...way, file]));
    };
    expect(files.flatMap((file) => cyclesFrom(file, []))).toEqual([]);
  });

  it.each(['learning', 'features', 'evaluation', 'monitoring/statistics'])(
    '%s does no input or output',
    (folder) => {
      const pure = ['mathjs', 'node:timers/promises', 'valibot', 'fastest-levenshtein'];
      const wrong = imports.filter(
        (each) => each.from.startsWith(`${folder}/`) && !isOwn(each) && !pure.includes(each.target),
      );
      expect(wrong.map(shown)).toEqual([]);
    },
  );

  it('forecasts from feature values without mathjs, which takes longer to load than all of that', () => {
    const loaded = new Set(['main.ts', 'cli.ts', 'workspace/runs.ts', 'commands/predict-inputs.ts']);
    for (const file of loaded) {
      const needs = imports.filter(({ from, isType, isDynamic }) => from === file && !isType && !isDynamic);
      for (const { target } of needs) loaded.add(target);
    }
    expect(loaded).toContain('valibot');
    expect(loaded).not.toContain('mathjs');
  });

  it('waits for signals in one place, where as many as like may', () => {
    const listening = files.filter((file) =>
      readFileSync(join(source, file), 'utf8').includes("addEventListener('abort'"),
    );
    expect(listening).toEqual(['async.ts']);
  });

  it('words flags and commands at the front alone: below it, an error has a code and facts', () => {
    // What the server answers where no run is in use is for whoever runs it, at a command line.
    const front = ['text', 'report', 'tui', 'commands', 'cli', 'server/problems.ts', ''];
    const wrong = files
      .filter((file) => !front.includes(folderOf(file)) && !front.includes(file))
      .flatMap((file) =>
        readFileSync(join(source, file), 'utf8')
          .split('\n')
          .filter((line) => /^[^*]*['"`].*(\s--[a-z]|crypto-predict [a-z])/.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(wrong).toEqual([]);
  });
});
