import { type EditTarget, type Taken, takePath } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';

/** What becomes of the path of a file with signals. */
export function takeSignals(_: Session, __: EditTarget, text: string): Taken {
  return takePath(text);
}
