import type { Binding } from '../keys/binding.ts';
import { bindingsOf } from '../keys/bindings.ts';
import { always, digits, everywhere } from '../keys/everywhere.ts';
import { modes } from '../keys/modes.ts';
import { screens } from '../screens.ts';

/** The keys and the terms of the session as Markdown: `scripts/manual.js` writes it to MANUAL.md. */
export function manual(): string {
  const common: readonly Binding[] = [digits, ...everywhere, ...always];
  return [
    '# Keys and terms of the session',
    '',
    'Made from the screens’ own tables by `node scripts/manual.js`.',
    '',
    ...section('Everywhere', common),
    ...modes.flatMap((mode) =>
      section(
        mode.title,
        bindingsOf(mode).filter((binding) => !common.includes(binding)),
      ),
    ),
    '## Terms',
    '',
    '| term | meaning |',
    '| --- | --- |',
    ...allTerms().map(([term, meaning]) => `| ${cell(term)} | ${cell(meaning)} |`),
    '',
  ].join('\n');
}

/** Every term of every screen, once, in the order of the alphabet. */
function allTerms(): readonly (readonly [term: string, meaning: string])[] {
  const terms = Object.assign({}, ...screens.map((screen) => screen.terms)) as Record<string, string>;
  return Object.entries(terms).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
}

function section(heading: string, keys: readonly Binding[]): readonly string[] {
  return [
    `## ${heading}`,
    '',
    '| key | does |',
    '| --- | --- |',
    ...keys.map(({ shown, help }) => `| ${cell(shown)} | ${cell(help)} |`),
    '',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
