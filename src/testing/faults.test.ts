import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import faults from './faults.json' with { type: 'json' };

const source = join(packageRoot, 'src');

/** The title of every test of a fault, `row 27: a/b → exit 2`, and the file that it is in. */
const titles = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file) && file !== 'testing/faults.test.ts')
  .flatMap((file) => {
    const found = readFileSync(join(source, file), 'utf8').matchAll(/['`](row (\w+): .*)['`],?/g);
    return [...found].map(([, title = '', row = '']) => ({ file, title, row }));
  });

describe('the list of faults', () => {
  it('has every row once, in their order', () => {
    const rows = faults.map(({ row }) => row);
    expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  });

  it.each(faults)('has a test for row $row: $tried', ({ row }) => {
    expect(titles.filter((each) => each.row === row)).not.toEqual([]);
  });

  it('names every row that a test is named after', () => {
    const rows = faults.map(({ row }) => row);
    expect(titles.filter(({ row }) => !rows.includes(row))).toEqual([]);
  });
});

describe('a test that is named after a fault', () => {
  it('says what was tried, and what happened', () => {
    expect(titles.filter(({ title }) => !/^row \w+: .+ → .+/.test(title))).toEqual([]);
  });

  it('is in a file of faults, where npm run faults finds it', () => {
    expect(titles.filter(({ file }) => !/\.faults(\.proof)?\.test\.tsx?$/.test(file))).toEqual([]);
  });
});
