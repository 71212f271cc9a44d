import { searchText } from '../../../text/tuned.ts';
import { labelledLines } from '../../components/labelled-lines.ts';
import type { Extent } from '../../components/scrolled.ts';
import type { Line } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { Session } from '../../session/session.ts';
import { viewShown } from './layout.ts';
import { linesBelow } from './lines-below.ts';
import { type EvaluateState, isWalking } from './state.ts';

/** The feature sets and the views stand above. */
const ROWS_ABOVE = 2;

/** What a search would choose, and what choosing was worth; without gaps where there is little room. */
export function searchLines({ tuned }: EvaluateState, { kind, width }: Viewport): readonly Line[] {
  if (tuned === undefined) return [];
  const lines = searchText(tuned).split('\n');
  return lines
    .filter((line) => kind !== 'narrow' || line !== '')
    .flatMap((line) => labelledLines(line, width));
}

/** How much text there is of a search that is shown, and how much room. */
export function searchExtent(session: Session, viewport: Viewport): Extent {
  const { evaluate } = session;
  const height = viewport.height - ROWS_ABOVE - linesBelow(session, viewport).length;
  const isShown = !isWalking(evaluate) && viewShown(evaluate, viewport) === 'search';
  return { lines: isShown ? searchLines(evaluate, viewport).length : 0, height };
}
