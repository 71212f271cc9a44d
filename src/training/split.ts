export interface Split<Row> {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
}

/** Splits rows by time: the first ⌊n·(1 − testSize)⌋ train, the rest test. */
export function splitByTime<Row>(rows: readonly Row[], testSize: number): Split<Row> {
  const cut = Math.floor(rows.length * (1 - testSize));
  return { train: rows.slice(0, cut), test: rows.slice(cut) };
}
