import type { Binding } from '../keys/binding.ts';
import { bindings } from '../keys/bindings.ts';
import type { Mode } from '../keys/modes.ts';
import { glossary } from './glossary.ts';

const headings: readonly (readonly [heading: string, mode: Mode])[] = [
  ['Data', 'data'],
  ['Features', 'features'],
  ['Train, the settings', 'train form'],
  ['Train, while it runs', 'training'],
  ['Train, the result', 'train result'],
  ['Predict', 'predict'],
  ['Predict, in the fields', 'predict field'],
  ['Runs', 'runs'],
  ['Evaluate', 'evaluate'],
  ['Evaluate, while it walks', 'evaluating'],
  ['Monitor', 'monitor'],
  ['Monitor, while it retrains', 'retraining'],
  ['While a field is typed into', 'editing'],
];

/** The keys and the terms of the session as Markdown: `scripts/manual.js` writes it to MANUAL.md. */
export function manual(): string {
  const common = bindings.data.filter((binding) => bindings.runs.includes(binding));
  return [
    '# Keys and terms of the session',
    '',
    'Made from the tables of keys and the glossary by `node scripts/manual.js`.',
    '',
    ...section('Everywhere', common),
    ...headings.flatMap(([heading, mode]) =>
      section(
        heading,
        bindings[mode].filter((binding) => !common.includes(binding)),
      ),
    ),
    '## Terms',
    '',
    '| term | meaning |',
    '| --- | --- |',
    ...Object.entries(glossary).map(([term, meaning]) => `| ${cell(term)} | ${cell(meaning)} |`),
    '',
  ].join('\n');
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
