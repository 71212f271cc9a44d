import { type EditTarget, type Taken, taken } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';

/** What becomes of a filter, or of a note for a run. */
export function takeRuns(_: Session, target: EditTarget, text: string): Taken {
  if (target.kind === 'run filter') return taken({ type: 'runs filtered', filter: text });
  if (target.kind === 'run note') return taken({ type: 'run note asked', id: target.id, note: text });
  return taken();
}
