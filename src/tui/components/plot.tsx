import { useIsScreenReaderEnabled } from 'ink';
import { useContext } from 'react';
import { keptPlot } from '../drawing/kept-plot.ts';
import type { PlotRequest } from '../drawing/plot.ts';
import { wrap } from '../drawing/text.ts';
import { Lines } from './lines.tsx';
import { SurroundingsContext } from './surroundings.ts';

interface PlotProps extends PlotRequest {
  /** The plot in words, for those who hear the screen. */
  readonly description: string;
}

/** Lines over axes: the one way in which the session draws values over places. */
export function Plot({ description, ...request }: PlotProps) {
  const { plotStyle } = useContext(SurroundingsContext);
  const isHeard = useIsScreenReaderEnabled();
  return <Lines lines={isHeard ? wrap(description, request.width) : keptPlot(request, plotStyle)} />;
}
