import { formatBarePValue, formatInteger, formatSigned, plural } from '../../text/format.ts';
import { recipeInWords } from '../../text/ledger.ts';
import { usedSignalLines } from '../../text/signals.ts';
import { standingOfEntry } from '../../text/standing.ts';
import type { TextTable } from '../../text/table.ts';
import { standingOfEvaluation, standingOfRun } from '../../training/find-standing.ts';
import type { ReviewedEntry } from '../../training/review-ledger.ts';
import type { Section } from '../document.ts';
import type { ReportData } from '../make-report.ts';

const NEWEST = 10;

/**
 * The signals that the model looks at, and what the tests of signals on its market came to; none where there is
 * neither.
 */
export function signalSections({ run, asked: { tests } }: ReportData): readonly Section[] {
  const used = usedSignalLines(run.model.signals).map((line) => line.replace(/^Signal +/, ''));
  if (used.length === 0 && tests.length === 0) return [];
  return [
    {
      title: 'Signals',
      blocks: [
        ...(used.length === 0 ? [] : [{ kind: 'list', items: used } as const]),
        {
          kind: 'text',
          text:
            tests.length === 0
              ? 'No signal was tested on this market and target in this workspace.'
              : `${plural(tests.length, 'test')} of signals on this market and target; p is that of the gain over the same forecasts without the signal.`,
        },
        ...(tests.length === 0 ? [] : [{ kind: 'table', table: entriesTable(tests) } as const]),
      ],
    },
  ];
}

/** How many recipes were tried on the market, and what their number does to a p-value. */
export function ledgerSection({ run, evaluation, asked: { others } }: ReportData): Section {
  const standings = [
    { what: 'Its test', entry: standingOfRun(run, others) },
    { what: 'Its walk-forward', entry: standingOfEvaluation(evaluation, others) },
  ].flatMap(({ what, entry }) => (entry ? [`${what}: ${standingOfEntry(entry)}`] : []));
  const text =
    others.length === 0
      ? 'Nothing but this report was evaluated on this market and target in this workspace.'
      : `${plural(others.length, 'recipe')} tried on this market and target in this workspace. Of 20 that say nothing one reaches p < 0.05 on average: the p-value among all of them, by Holm, is the one that counts.`;
  return {
    title: 'Ledger',
    blocks: [
      { kind: 'text', text },
      ...(standings.length === 0 ? [] : [{ kind: 'list', items: standings } as const]),
      ...(others.length === 0 ? [] : [{ kind: 'table', table: entriesTable(others) } as const]),
    ],
  };
}

/** The newest entries, the newest first. */
function entriesTable(entries: readonly ReviewedEntry[]): TextTable {
  return {
    head: ['Recipe', 'entered', 'days', 'gain a day', 'p alone', 'p among all'],
    rows: entries
      .slice(-NEWEST)
      .toReversed()
      .map((entry) => [
        recipeInWords(entry),
        entry.enteredAt.slice(0, 10),
        formatInteger(entry.n),
        formatSigned(entry.meanDifference, 6),
        formatBarePValue(entry.pValue),
        formatBarePValue(entry.pValueHolm),
      ]),
  };
}
