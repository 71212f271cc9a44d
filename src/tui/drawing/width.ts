import measure from 'string-width';
import { NARROW } from './graphemes.ts';

/** Frames consist of these, and string-width takes its time with whatever is not ASCII. */
const ONE_COLUMN_EACH = new RegExp(`^[${NARROW}]*$`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOURS = /\u001b\[[\d;]*m/g;

/** How many columns of a terminal a text takes. The program is bundled with this in the place of string-width. */
export function stringWidth(text: string, options?: Parameters<typeof measure>[1]): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  const bare = text.replace(COLOURS, '');
  return ONE_COLUMN_EACH.test(bare) ? bare.length : measure(bare, options);
}

/** @public */
// biome-ignore lint/style/noDefaultExport: it stands in for string-width
export default stringWidth;
