import { dayOfWeek } from '../dates.ts';
import type { Day } from '../domain.ts';
import type { Column } from './windows.ts';

const names = ['tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** 1 on the day of the week, else 0. Monday is where all of them are 0. */
export function weekdays(days: readonly Day[]): Record<(typeof names)[number], Column> {
  const today = days.map(({ date }) => dayOfWeek(date));
  const on = (weekday: number): Column => today.map((day) => (day === weekday ? 1 : 0));
  return { tuesday: on(1), wednesday: on(2), thursday: on(3), friday: on(4), saturday: on(5), sunday: on(6) };
}
