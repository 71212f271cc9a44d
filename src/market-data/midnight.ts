import { DAY_MS, HOUR_MS } from '../dates.ts';

/** The UTC day whose 00:00 is nearest to a time, in milliseconds, and how far that is. */
export function nearestMidnight(time: number): { readonly day: number; readonly distance: number } {
  const day = Math.round(time / DAY_MS);
  return { day, distance: Math.abs(time - day * DAY_MS) };
}

/** What is taken for each day: of what lies within an hour of its 00:00 UTC the nearest, of equally near the first. */
export class NearestToMidnight<Value> {
  private readonly byDay = new Map<number, { readonly value: Value; readonly distance: number }>();

  /** Takes a value for a day unless a nearer one is there; says whether it lies within the hour at all. */
  offer(value: Value, { day, distance }: ReturnType<typeof nearestMidnight>): boolean {
    if (distance > HOUR_MS) return false;
    const other = this.byDay.get(day);
    if (other === undefined || distance < other.distance) this.byDay.set(day, { value, distance });
    return true;
  }

  get size(): number {
    return this.byDay.size;
  }

  has(day: number): boolean {
    return this.byDay.has(day);
  }

  get(day: number): Value | undefined {
    return this.byDay.get(day)?.value;
  }

  /** What was taken, in the order of the days. */
  inOrder(): readonly (readonly [day: number, value: Value])[] {
    return [...this.byDay].toSorted(([a], [b]) => a - b).map(([day, { value }]) => [day, value] as const);
  }
}
