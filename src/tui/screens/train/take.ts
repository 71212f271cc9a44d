import { type EditTarget, refused, type Taken, taken } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';
import { trainField, typeSetting } from './settings.ts';

/** What becomes of the value of a setting. */
export function takeTrain({ train }: Session, target: EditTarget, text: string): Taken {
  if (target.kind !== 'train') return taken();
  const settings = typeSetting(train.settings, target.field, text);
  if (settings === undefined) return refused(`use ${trainField(target.field)?.range}`);
  return taken({ type: 'setting typed', settings });
}
