import { screens } from '../screens.ts';
import type { Action } from '../session/actions.ts';
import { reduceEditing } from '../session/reduce-editing.ts';
import type { Session } from '../session/session.ts';
import type { Effect } from '../session/store.ts';
import { frameEffects } from './frame.ts';
import { createJob, type Work } from './work.ts';

/**
 * The work that actions start, every screen's own, off the path of keys. A fault of the program in any of it ends the
 * session through `fail`.
 */
export async function createEffects(
  work: Work,
  fail: (error: unknown) => void,
): Promise<Effect<Session, Action>> {
  const workshop = { ...work, job: () => createJob(work, fail) };
  const creators = await Promise.all(screens.map(({ effects }) => effects()));
  const all = [frameEffects, ...creators].map((create) => create(workshop));
  return (action, before, after) => {
    if (action.type === 'restored') return;
    const meant = meantBy(action, before);
    for (const effect of all) effect(meant, before, after);
  };
}

/** What is done where an action answers a question with yes, or takes what was typed; else the action itself. */
function meantBy(action: Action, before: Session): Action {
  if (action.type === 'answered' && action.isYes) return before.question?.yes ?? action;
  if (action.type === 'edit submitted') return reduceEditing(before, action).next ?? action;
  return action;
}
