import { formatSigned } from '../../text/format.ts';
import type { Section } from '../document.ts';
import type { ReportData } from '../make-report.ts';

/** What the figures do not say. */
export function limitsSection({ evaluation }: ReportData): Section {
  return {
    title: 'Limits',
    blocks: [
      {
        kind: 'list',
        items: [
          'The feature sets and their defaults were chosen on history that had been seen; a walk-forward over the same history flatters them.',
          `A skill of ${formatSigned(evaluation.skill.logLossSkill, 4)} is a share of the base rate’s log loss: what is significant is not what is useful.`,
          'Prices are averages over venues at 00:00 UTC; nobody traded at them.',
          'Markets change: that something held over years says little about the next one. A rolling skill around 0 is what a market without memory would show, too.',
          'Nothing here is advice.',
        ],
      },
    ],
  };
}
