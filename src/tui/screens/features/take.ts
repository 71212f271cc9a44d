import { isDate } from '../../../dates.ts';
import { type EditTarget, refused, type Taken, taken } from '../../session/editing.ts';
import type { Session } from '../../session/session.ts';

/** What becomes of a date to go to. */
export function takeFeatures(_: Session, __: EditTarget, text: string): Taken {
  return isDate(text)
    ? taken({ type: 'date jumped to', date: text })
    : refused('write a day of the calendar as YYYY-MM-DD');
}
