/** A place in a list, kept inside it. */
export function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
