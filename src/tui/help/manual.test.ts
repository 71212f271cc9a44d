import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../package-root.ts';
import { screens } from '../screens.ts';
import { manual } from './manual.ts';

it('is what is written in MANUAL.md', () => {
  expect(readFileSync(join(packageRoot, 'src', 'tui', 'MANUAL.md'), 'utf8')).toBe(manual());
});

it('explains what is on every screen', () => {
  for (const { terms } of screens)
    expect(Object.values(terms).every((meaning) => meaning.length > 0)).toBe(true);
  expect(manual()).toContain('| log loss | The mean of −log');
});
