import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';

const source = join(packageRoot, 'src');

/** Which folders a folder of `src` may import from, beside itself and the files of vocabulary at the top. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  learning: [],
  evaluation: ['learning'],
  sources: [],
  monitoring: ['learning', 'evaluation'],
  pipeline: ['learning', 'evaluation', 'monitoring', 'sources', 'workspace', 'wire'],
  workspace: ['sources', 'wire'],
  wire: ['learning', 'evaluation', 'monitoring', 'pipeline', 'workspace'],
};

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
);

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, path = '']) => path);
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : '';
}

describe('imports point one way', () => {
  it.each(Object.keys(allowed))('out of %s', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => path.startsWith('.'))
          .map((path) => relative(source, resolve(source, dirname(file), path)))
          .filter((target) => !['', folder, ...(allowed[folder] ?? [])].includes(folderOf(target)))
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(['learning', 'evaluation', 'monitoring'])('%s does no input or output', (folder) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) =>
        importsOf(file)
          .filter((path) => !path.startsWith('.') && !['mathjs', 'node:timers/promises'].includes(path))
          .map((path) => `${file} → ${path}`),
      );
    expect(wrong).toEqual([]);
  });
});
