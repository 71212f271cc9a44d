import { backtestTable } from '../../../text/evaluated.ts';
import { reliabilitySentence, reliabilityTable } from '../../../text/evaluation-views.ts';
import { metricsTable } from '../../../text/metrics-table.ts';
import type { KeptEvaluation, WholeEvaluation } from '../../../training/find-evaluation.ts';
import { Lines } from '../../components/lines.tsx';
import { TextTableView } from '../../components/text-table.tsx';
import { wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import { showsFigures, verdictLines } from './layout.ts';

interface KeptProps {
  readonly kept: KeptEvaluation;
  readonly viewport: Viewport;
}

/** What an evaluation says, in sentences; and its figures, where there is room for all of them. */
export function Verdict({ kept, viewport }: KeptProps) {
  return (
    <>
      <Lines lines={verdictLines(kept, viewport)} />
      {showsFigures(kept, viewport) && (
        <>
          <Lines lines={['']} />
          <Figures kept={kept} viewport={viewport} />
        </>
      )}
    </>
  );
}

/** The metrics beside the baselines', and the backtest beside buying and holding. */
export function Figures({ kept: { summary, whole }, viewport: { width, kind } }: KeptProps) {
  return (
    <>
      <MetricsTable evaluation={whole ?? summary} width={width} />
      {summary.backtest && (
        <>
          {kind !== 'narrow' && <Lines lines={['']} />}
          <TextTableView table={backtestTable(summary.backtest)} width={width} dropped={[4, 5]} />
        </>
      )}
    </>
  );
}

interface MetricsTableProps {
  readonly evaluation: Parameters<typeof metricsTable>[0];
  readonly width: number;
}

export function MetricsTable({ evaluation, width }: MetricsTableProps) {
  return <TextTableView table={metricsTable(evaluation)} width={width} dropped={[2, 4, 6]} />;
}

/** Ten bins of forecasts beside what came, and what they come to where there is room. */
export function Reliability({
  evaluation,
  viewport,
}: {
  readonly evaluation: WholeEvaluation;
  readonly viewport: Viewport;
}) {
  const table = reliabilityTable(evaluation);
  const sentence = wrap(reliabilitySentence(evaluation), viewport.width);
  const free = viewport.height - table.rows.length - 1;
  return (
    <>
      <TextTableView table={table} width={viewport.width} dropped={[4]} />
      {free >= sentence.length && <Lines lines={free > sentence.length ? ['', ...sentence] : sentence} />}
    </>
  );
}
