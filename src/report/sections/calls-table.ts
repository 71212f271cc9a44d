import type { Metrics } from '../../evaluation/metrics.ts';
import { formatInteger } from '../../text/format.ts';
import type { TextTable } from '../../text/table.ts';

/** What was called beside what came. */
export function callsTable({ tp, fp, fn, tn }: Metrics['confusion']): TextTable {
  return {
    head: ['Called', 'rose', 'did not rise'],
    rows: [
      ['up', formatInteger(tp), formatInteger(fp)],
      ['down', formatInteger(fn), formatInteger(tn)],
    ],
  };
}
