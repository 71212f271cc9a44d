import Papa from 'papaparse';
import { plural } from '../counts.ts';
import type { LedgerEntry } from '../results/ledger-entry.ts';
import type { Question, ReviewedEntry, ReviewedLedger } from '../training/review-ledger.ts';
import { formatBarePValue, formatInteger, formatPValue, formatSigned } from './format.ts';
import { sourceInWords } from './sentences.ts';
import { renderTable } from './table.ts';

/** The ledger for people: a table a question, newest first, and what all the tries together come to. */
export function ledgerText({ questions, unreadable, edited }: ReviewedLedger): string {
  const problems = [
    ...(unreadable.length > 0 ? [`! Not readable, skipped: ${lines(unreadable)}`] : []),
    ...(edited.length > 0
      ? [`! Changed since they were written, counted without a p-value: ${lines(edited)}`]
      : []),
  ];
  if (questions.length === 0) {
    return ['Nothing was evaluated yet. Next: crypto-predict evaluate --coin bitcoin', ...problems].join(
      '\n',
    );
  }
  return [...questions.map(questionText), ...problems].join('\n\n');
}

function questionText(question: Question): string {
  const { coins, vsCurrency, target, isTest, entries, pValueSpa } = question;
  const what = plural(entries.length, isTest ? 'signal test' : 'recipe');
  const head = `${coins.join(', ')} in ${vsCurrency}, ${target}: ${what}`;
  const best = entries.reduce<number | null>((least, { pValueHolm }) => {
    if (pValueHolm === null) return least;
    return least === null ? pValueHolm : Math.min(least, pValueHolm);
  }, null);
  return [
    head,
    renderTable({
      head: ['Entry', 'made', 'by', 'what', 'days', 'gain a day', 'p alone', 'p among all'],
      rows: entries
        .toReversed()
        .map((entry) => [
          entry.id,
          entry.enteredAt.slice(0, 10),
          entry.command,
          recipeInWords(entry),
          formatInteger(entry.n),
          formatSigned(entry.meanDifference, 5),
          formatBarePValue(entry.pValue),
          formatBarePValue(entry.pValueHolm),
        ]),
    }),
    `The best after Holm’s correction: ${formatPValue(best)}.${pValueSpa === null ? '' : ` All together by Hansen’s test: ${formatPValue(pValueSpa)}.`}`,
  ].join('\n');
}

/** One entry, for people. */
export function ledgerEntryText(entry: ReviewedEntry): string {
  const { recipe, data } = entry;
  const rows: readonly (readonly [string, string])[] = [
    ['Entry', entry.id],
    ['Market', `${recipe.coins.join(', ')} in ${recipe.vsCurrency}`],
    ['Target', recipe.target],
    ['Made', `${entry.enteredAt.slice(0, 16).replace('T', ' ')} by ${entry.command}`],
    ['What', recipeInWords(entry)],
    // A setting of which nothing was said is the default of the set.
    ...Object.entries(recipe.settings).map(
      ([name, value]) => [name.replaceAll('_', '-'), String(value ?? 'default')] as const,
    ),
    ...recipe.signals.map(
      ({ name, fingerprint }) => ['Signal', `${name} (${fingerprint.slice(0, 12)})`] as const,
    ),
    ['Data', `${data.from} to ${data.to}, ${plural(data.days, 'day')}, from ${sourceInWords(data.source)}`],
    ['Judged', plural(entry.n, 'day')],
    ['Gain a day', formatSigned(entry.meanDifference, 6)],
    ['p alone', formatBarePValue(entry.pValue)],
    [`p among ${entry.evaluations}`, formatBarePValue(entry.pValueHolm)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}

/** Every entry as CSV. */
export function ledgerCsv({ questions }: ReviewedLedger): string {
  const rows = questions
    .flatMap(({ entries }) => entries)
    .map((entry) => ({
      id: entry.id,
      entered_at: entry.enteredAt,
      command: entry.command,
      coins: entry.recipe.coins.join(' '),
      vs_currency: entry.recipe.vsCurrency,
      target: entry.recipe.target,
      scheme: entry.recipe.scheme,
      feature_set: entry.recipe.featureSet,
      settings: JSON.stringify(entry.recipe.settings),
      signals: entry.recipe.signals.map(({ name }) => name).join(' '),
      from: entry.data.from,
      to: entry.data.to,
      n: entry.n,
      mean_difference: entry.meanDifference,
      p_value: entry.pValue,
      p_value_holm: entry.pValueHolm,
    }));
  return Papa.unparse(rows, { escapeFormulae: true, newline: '\n' });
}

/** `walk-forward of market, l2 1000` */
export function recipeInWords({ recipe: { scheme, featureSet, signals, settings } }: LedgerEntry): string {
  const names = signals.map(({ name }) => name).join(', ');
  const set = featureSet ?? 'no feature set';
  switch (scheme) {
    case 'signal_test':
      return `test of ${names} beside ${set}`;
    case 'score':
      return 'forecasts made elsewhere';
    default: {
      const how = scheme === 'walk_forward' ? 'walk-forward' : 'test split';
      const l2 = settings.l2 === undefined ? '' : `, l2 ${settings.l2}`;
      return `${how} of ${set}${names === '' ? '' : ` with ${names}`}${l2}`;
    }
  }
}

function lines(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 5).join(', ');
  return `${numbers.length === 1 ? 'line' : 'lines'} ${shown}${numbers.length > 5 ? ` and ${numbers.length - 5} more` : ''}`;
}
