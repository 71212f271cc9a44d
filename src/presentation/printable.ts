/** Control and format characters, line and paragraph separators: escape sequences begin with one of them. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from outside, made harmless for a terminal: nothing in it moves the cursor or turns the writing. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}
