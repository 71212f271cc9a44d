import Papa from 'papaparse';
import { plural } from '../counts.ts';
import type { LedgerEntry } from '../results/ledger-entry.ts';
import type { Question, ReviewedEntry, ReviewedLedger } from '../training/review-ledger.ts';
import { formatInteger, formatPValue, formatSigned } from './format.ts';
import { renderTable } from './table.ts';

/** The ledger for people: a table a question, newest first, and what all the tries together come to. */
export function ledgerText({ questions, unreadable, edited }: ReviewedLedger): string {
  const problems = [
    ...(unreadable.length > 0 ? [`! Not readable, skipped: ${lines(unreadable)}`] : []),
    ...(edited.length > 0 ? [`! Not as written, counted without a p-value: ${lines(edited)}`] : []),
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
  const what = isTest ? 'tests of signals' : plural(entries.length, 'recipe');
  const head = `${coins.join(', ')} in ${vsCurrency}, ${target}: ${isTest ? `${entries.length} ${what}` : what}`;
  const best = entries.reduce<number | null>((least, { pValueHolm }) => {
    if (pValueHolm === null) return least;
    return least === null ? pValueHolm : Math.min(least, pValueHolm);
  }, null);
  return [
    head,
    renderTable({
      head: ['Entry', 'made', 'by', 'what', 'days', 'gain a day', 'alone', 'among all'],
      rows: entries
        .toReversed()
        .map((entry) => [
          entry.id,
          entry.enteredAt.slice(0, 10),
          entry.command,
          recipeInWords(entry),
          formatInteger(entry.n),
          formatSigned(entry.meanDifference, 5),
          formatPValue(entry.pValue),
          formatPValue(entry.pValueHolm),
        ]),
    }),
    `The best of them by Holm’s correction: ${formatPValue(best)}.${pValueSpa === null ? '' : ` All together, by Hansen’s test: ${formatPValue(pValueSpa)}.`}`,
  ].join('\n');
}

/** One entry, for people. */
export function ledgerEntryText(entry: ReviewedEntry): string {
  const { recipe, data } = entry;
  return renderTable({
    head: ['Entry', entry.id],
    rows: [
      ['market', `${recipe.coins.join(', ')} in ${recipe.vsCurrency}`],
      ['target', recipe.target],
      ['made', `${entry.enteredAt.slice(0, 16).replace('T', ' ')} by ${entry.command}`],
      ['what', recipeInWords(entry)],
      ...Object.entries(recipe.settings).map(([name, value]) => [name, String(value)]),
      ...recipe.signals.map(({ name, fingerprint }) => ['signal', `${name} (${fingerprint.slice(0, 12)})`]),
      ['data', `${data.from} to ${data.to}, ${plural(data.days, 'day')}, ${data.source}`],
      ['judged days', formatInteger(entry.n)],
      ['gain a day', formatSigned(entry.meanDifference, 6)],
      ['alone', formatPValue(entry.pValue)],
      [`among ${entry.evaluations}`, formatPValue(entry.pValueHolm)],
    ],
  });
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
