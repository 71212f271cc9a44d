import { invalid } from './problems.ts';

/** A shorter body is parsed before anybody notices. */
const SMALL = 64 * 1024;
/** No right body is deeper than two: an array of objects of numbers. */
const DEEPEST = 16;
/** Nearly seven years of days: of more, each with a warning for every feature, the answer would take over 150 ms. */
const MOST_ROWS = 2_500;
/** More names than any feature set has. */
const MOST_ENTRIES = 1000;

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Refuses a large body that is no array of rows by its brackets and commas, before it is parsed: a hundred thousand
 * names or brackets take the parser many times as long as as many bytes of numbers. What it lets through may still be
 * no JSON.
 *
 * @throws {HttpProblem} 422
 */
export function refuseShape(text: string): void {
  if (text.length <= SMALL) return;
  const counts = new Array<number>(DEEPEST + 1).fill(0);
  let [depth, outermost] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) i = endOfString(text, i);
    else if (code === openArray || code === openObject) {
      depth += 1;
      if (depth === 1) outermost = code;
      if (depth > DEEPEST) throw refusal('is nested too deep');
      counts[depth] = 0;
    } else if (code === closeArray || code === closeObject) depth = Math.max(0, depth - 1);
    else if (code === comma) {
      const count = (counts[depth] ?? 0) + 1;
      counts[depth] = count;
      const isRows = depth === 1 && outermost === openArray;
      if (count >= (isRows ? MOST_ROWS : MOST_ENTRIES)) {
        throw refusal(isRows ? `has over ${MOST_ROWS} rows` : `has over ${MOST_ENTRIES} values in one place`);
      }
    }
  }
}

/** Where the string that starts at a place ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === backslash) i += 1;
    else if (code === quote) return i;
  }
  return i;
}

function refusal(what: string) {
  return invalid({ loc: ['body'], msg: `Input ${what}`, type: 'value_error' });
}
