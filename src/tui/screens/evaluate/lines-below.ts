import { targetVerdict } from '../../../text/evaluation-views.ts';
import { type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';
import { verdictTone } from '../../theme.ts';
import { viewShown } from './layout.ts';
import { type EvaluateState, evaluationOf, isWalking } from './state.ts';

/** What stands below every view: what the other target is worth, and what a key just did. */
export function linesBelow(session: Session, viewport: Viewport): readonly Line[] {
  return [...besideLines(session, viewport), ...statusLines(session.evaluate, viewport.width)];
}

/**
 * What the other target is worth, once one is known: beside the verdict, and beside all else where that leaves it its
 * rows.
 */
function besideLines(session: Session, viewport: Viewport): readonly Line[] {
  const { target } = taskOf(session);
  const { evaluate } = session;
  const { kind, isHeard, width } = viewport;
  if (isWalking(evaluate) || evaluationOf(evaluate) === undefined) return [];
  if (kind === 'narrow' && !isHeard && viewShown(evaluate, viewport) !== 'verdict') return [];
  return evaluate.byTarget
    .filter((other) => other.target !== target)
    .flatMap((other) =>
      wrap(`Beside it: ${targetVerdict(other)} F shows it.`, width).map(
        (text): Line => [{ text, tone: verdictTone(other.verdict) }],
      ),
    );
}

function statusLines({ problem, message }: EvaluateState, width: number): readonly Line[] {
  if (problem !== undefined) {
    return wrap(`! ${problem.message}; ${problem.hint}`, width).map((text) => [{ text, tone: 'warning' }]);
  }
  return message === undefined ? [] : wrap(message, width);
}
