const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** The name of a day of the week, 0 for Monday, or of a month, 1 for January; undefined for any other feature. */
export function calendarWord(feature: string, value: number): string | undefined {
  if (feature === 'day_of_week') return days[value];
  return feature === 'month' ? months[value - 1] : undefined;
}
