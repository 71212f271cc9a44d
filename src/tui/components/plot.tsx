import { useIsScreenReaderEnabled } from 'ink';
import { createContext, useContext } from 'react';
import { drawPlot, type PlotRequest, type PlotStyle } from '../drawing/plot.ts';
import { wrap } from '../drawing/text.ts';
import { Lines } from './lines.tsx';

export interface PlotProps extends PlotRequest {
  /** The plot in words, for those who hear the screen. */
  readonly description: string;
}

/** What the terminal can draw lines with. */
export const PlotStyleContext = createContext<PlotStyle>('braille');

/** Lines over axes: the one way in which the session draws values over places. */
export function Plot({ description, ...request }: PlotProps) {
  const style = useContext(PlotStyleContext);
  const isHeard = useIsScreenReaderEnabled();
  return <Lines lines={isHeard ? wrap(description, request.width) : drawPlot(request, style)} />;
}
