import measure from 'string-width';

/**
 * Characters that take one column each, alone and next to each other: Latin, punctuation, arrows, mathematics,
 * lines and blocks. Frames consist of them, and string-width takes its time with whatever is not ASCII.
 */
const NARROW =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOURS = /\u001b\[[\d;]*m/g;

/** How many columns of a terminal a text takes. The program is bundled with this in the place of string-width. */
export function stringWidth(text: string, options?: Parameters<typeof measure>[1]): number {
  if (NARROW.test(text)) return text.length;
  const bare = text.replace(COLOURS, '');
  return NARROW.test(bare) ? bare.length : measure(bare, options);
}

// biome-ignore lint/style/noDefaultExport: it stands in for string-width
export default stringWidth;
