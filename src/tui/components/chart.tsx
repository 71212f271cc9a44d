import { useIsScreenReaderEnabled } from 'ink';
import { type ChartRequest, drawAxis, drawChart, type Label, plotWidth } from '../drawing/chart.ts';
import { wrap } from '../drawing/text.ts';
import { Lines } from './lines.tsx';

export interface ChartProps extends ChartRequest {
  /** What stands under the chart. */
  readonly labels: readonly Label[];
  /** The chart in words, for those who hear the screen. */
  readonly description: string;
}

/** A line chart with an axis below it: the height asked for includes the axis. */
export function Chart({ labels, description, ...request }: ChartProps) {
  const isHeard = useIsScreenReaderEnabled();
  if (isHeard) return <Lines lines={wrap(description, request.width)} />;
  const axis = drawAxis(labels, plotWidth(request));
  return (
    <Lines
      lines={[
        ...drawChart({ ...request, height: request.height - 1 }),
        [{ text: ' '.repeat(request.labelWidth + 2) + axis, tone: 'quiet' }],
      ]}
    />
  );
}
