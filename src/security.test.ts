import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from './package-root.ts';

const page = readFileSync(join(packageRoot, 'SECURITY.md'), 'utf8');
const promises = [...page.matchAll(/^\| (.+) \| \[[^\]]+\]\((\S+)\) \| (.+) \|$/gm)].map(
  ([, promise = '', file = '', title = '']) => ({ promise, file, title }),
);

it('promises nothing without naming the test that holds it', () => {
  const rows = page.split('\n').filter((line) => /^\| (?!promise|---)/.test(line));
  expect(promises).toHaveLength(rows.length);
  expect(promises.length).toBeGreaterThan(15);
});

it.each(promises)('has the test of: $promise', ({ file, title }) => {
  expect(existsSync(join(packageRoot, file))).toBe(true);
  const titles = [...readFileSync(join(packageRoot, file), 'utf8').matchAll(/['`](.*)['`]/g)].map(
    ([, text = '']) => text,
  );
  expect(titles.filter((each) => each.includes(title))).not.toEqual([]);
});
