/** The number that a text is, in digits or as 1e-3; NaN where it is none. */
export function decimalIn(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Which numbers are allowed: in words, and as a check. */
export interface NumberRange {
  readonly allowed: string;
  readonly includes: (value: number) => boolean;
}

/** Whether a number is finite and in a range. */
export function isWithin(value: number, { includes }: NumberRange): boolean {
  return Number.isFinite(value) && includes(value);
}
