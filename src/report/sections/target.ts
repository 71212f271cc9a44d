import { formatPercent } from '../../text/format.ts';
import { targetInWords, wordsOf } from '../../text/target-words.ts';
import type { Section } from '../document.ts';
import type { ReportData } from '../make-report.ts';

/** What was asked, and how often it came. */
export function targetSection({ run, evaluation }: ReportData): Section {
  const { metrics, baselines, target } = evaluation;
  const { tp, fn } = metrics.confusion;
  const { came } = wordsOf(target);
  return {
    title: 'Target',
    blocks: [
      { kind: 'text', text: `${targetInWords(evaluation)}.` },
      {
        kind: 'table',
        table: {
          head: ['Base rate', 'value'],
          rows: [
            [`days that ${came}, walk-forward`, formatPercent((tp + fn) / metrics.n)],
            [`days that ${came}, training rows`, formatPercent(run.baseRate)],
            ['accuracy of the majority', formatPercent(baselines.majority.accuracy)],
            ['accuracy of persistence', formatPercent(baselines.persistence.accuracy)],
          ],
        },
      },
    ],
  };
}
