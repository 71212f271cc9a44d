/** Control and format characters, line and paragraph separators: escape sequences begin with one of them. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Text from outside, made harmless for a terminal: nothing in it moves the cursor or turns the writing. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

/** The same on one line. */
export function onOneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}

/** A JSON document in which what is not printable is escaped: harmless for a terminal, the same to a parser. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNPRINTABLE, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
