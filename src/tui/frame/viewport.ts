import { type Viewport, viewportIn } from '../layout.ts';
import type { Session } from '../session/session.ts';
import { footerLines } from './footer.ts';
import { promptOf } from './prompt.ts';

/** What the frame of a session leaves to its screen: without a prompt, and without a second row of keys. */
export function viewportOf(session: Session): Viewport {
  const taken = promptOf(session).length + footerLines(session).length - 1;
  return viewportIn(session.window, taken);
}
