import type { Day } from '../../domain.ts';
import { formatInteger, formatPercent, formatValue, plural } from '../../text/format.ts';
import { sourceInWords } from '../../text/sentences.ts';
import type { Section } from '../document.ts';
import { priceFigure } from '../figures.ts';
import type { ReportData } from '../make-report.ts';

/** What it was trained and judged on, and how good that is. */
export function dataSection({ run, market: { days }, evaluation }: ReportData): Section {
  return {
    title: 'Data quality',
    blocks: [
      {
        kind: 'table',
        table: {
          head: ['', 'training', 'walk-forward'],
          rows: [
            ['source', sourceInWords(run.data.source), sourceInWords(evaluation.source)],
            ['retrieved', run.data.retrievedAt.slice(0, 10), evaluation.retrievedAt.slice(0, 10)],
            ['first day', run.data.from, evaluation.from],
            ['last day', run.data.to, evaluation.to],
            ['days', formatInteger(run.data.rows.days), formatInteger(evaluation.rows.days)],
            ['filled', formatInteger(run.data.rows.filled), formatInteger(evaluation.rows.filled)],
            ['usable rows', formatInteger(run.data.rows.usable), formatInteger(evaluation.rows.usable)],
          ],
        },
      },
      { kind: 'figures', figures: [priceFigure(days, run.model.vsCurrency)] },
      { kind: 'list', items: qualityOf(days, run.model.vsCurrency) },
    ],
  };
}

function qualityOf(days: readonly Day[], currency: string): readonly string[] {
  const moves = days
    .slice(1)
    .map((day, t) => ({ date: day.date, move: day.price / (days[t]?.price ?? day.price) - 1 }));
  const largest = moves.toSorted((a, b) => Math.abs(b.move) - Math.abs(a.move))[0];
  const [first, last] = [days.at(0), days.at(-1)];
  return [
    `Missing days and values are filled from the day before and marked; a row whose own or whose tomorrow’s price was filled neither trains nor tests.`,
    `${plural(days.filter(({ filled }) => filled.price !== undefined).length, 'day')} without a price of its own, ${plural(days.filter(({ totalVolume }) => totalVolume === 0).length, 'day')} without volume.`,
    ...(largest ? [`Largest move in a day: ${formatPercent(largest.move)}, to ${largest.date}.`] : []),
    ...(first && last
      ? [`Price from ${formatValue(first.price)} to ${formatValue(last.price)} ${currency}.`]
      : []),
  ];
}
