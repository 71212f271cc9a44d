import { type EditTarget, type Taken, taken, takePath } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';

/** What becomes of a value, which the forecast followed already, or of a path. */
export function takePredict(_: Session, { kind }: EditTarget, text: string): Taken {
  return kind === 'predict' ? taken() : takePath(text);
}
