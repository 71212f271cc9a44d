import type { TargetName } from '../../domain.ts';
import type { Metrics } from '../../evaluation/metrics.ts';
import { formatInteger } from '../../text/format.ts';
import type { TextTable } from '../../text/table.ts';
import { wordsOf } from '../../text/target-words.ts';

/** The confusion matrix in the words of the target. */
export function callsTable({ tp, fp, fn, tn }: Metrics['confusion'], target: TargetName): TextTable {
  const { came, cameNot, said, saidNot } = wordsOf(target);
  return {
    head: ['Confusion matrix', came, cameNot],
    rows: [
      [said, formatInteger(tp), formatInteger(fp)],
      [saidNot, formatInteger(fn), formatInteger(tn)],
    ],
  };
}
