import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { printMarkdown } from './tables.js';

/**
 * `node scripts/count-words.js`: how long each page is, in words, the longest last; without `docs/evidence.md`, which
 * this table is in. Ends with 1 where the README has fewer than 900 or more than 1,200.
 */
const MADE = ['docs/commands.md', 'docs/json.md', 'docs/http-api.md', 'src/tui/MANUAL.md'];
const [LEAST, MOST] = [900, 1200];

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((page) => page !== 'docs/evidence.md' && !page.startsWith('.github/'))
  .map((page) => ({ page, words: readFileSync(page, 'utf8').split(/\s+/).filter(Boolean).length }))
  .toSorted((a, b) => a.words - b.words);
printMarkdown([
  ['page', 'words', ''],
  ...pages.map(({ page, words }) => [`\`${page}\``, words, MADE.includes(page) ? 'made by a script' : '']),
]);
const readme = pages.find(({ page }) => page === 'README.md').words;
if (readme < LEAST || readme > MOST) process.exitCode = 1;
