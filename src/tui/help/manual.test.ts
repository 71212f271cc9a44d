import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { glossary } from './glossary.ts';
import { manual } from './manual.ts';
import { termsOn } from './terms.ts';

it('is what is written in MANUAL.md', () => {
  expect(readFileSync(join(packageRoot, 'src', 'tui', 'MANUAL.md'), 'utf8')).toBe(manual());
});

it('explains every term that a screen names', () => {
  const terms = Object.keys(glossary);
  for (const term of Object.values(termsOn).flat()) expect(terms).toContain(term);
});
