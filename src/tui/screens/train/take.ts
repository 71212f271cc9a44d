import { type EditTarget, refused, type Taken, taken } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';
import { targetsOf } from '../../session/task.ts';
import { trainField, typeSetting } from './settings.ts';

/** What becomes of the value of a setting. */
export function takeTrain({ train, market }: Session, target: EditTarget, text: string): Taken {
  if (target.kind !== 'train') return taken();
  const settings = typeSetting(train.settings, target.field, text);
  if (settings === undefined) return refused(`use ${trainField(target.field).range}`);
  if (!targetsOf(market.coin).includes(settings.target))
    return refused(`${market.coin} does not beat itself: choose another coin, or another target`);
  const isTask = target.field === 'target' || target.field === 'delay';
  const { target: forecast, delay } = settings;
  return taken(
    isTask ? { type: 'task chosen', task: { target: forecast, delay } } : { type: 'setting typed', settings },
  );
}
