import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { at } from '../../../learning/vector.ts';
import type { Session } from '../../session/session.ts';
import { placesOf } from './places.ts';
import { createWindow } from './shown-window.tsx';
import { sessionAt, windows } from './wrong-keys.ts';

/** What is to be told apart by colour, too: the line or part of one that says it, and the codes of its colours. */
const coloured: readonly {
  readonly what: string;
  readonly says: RegExp;
  readonly codes: readonly number[];
}[] = [
  { what: 'the tab that is shown', says: /\[[\d ][ ▶]\w+\]/, codes: [36] },
  { what: 'what takes the keys', says: /›(?=[ \p{L}])/u, codes: [36, 7] },
  { what: 'that it is better', says: /Better than every constant/, codes: [32] },
  { what: 'that it is worse', says: /Worse than the base rate/, codes: [31] },
];

export interface Colours {
  /** What a place says otherwise in colour, or does not say in colour. */
  readonly wrong: readonly string[];
  /** What was seen in colour. */
  readonly seen: ReadonlySet<string>;
}

/** How the places of a session that a window draws look in colour, beside how they look without. */
export async function coloursIn(
  opened: Session,
  ofWindow: number,
  { share }: { readonly share: number },
): Promise<Colours> {
  const chalk = await inkChalk();
  const { level } = chalk;
  const shape = at(windows, ofWindow);
  const [plain, inColour] = [createWindow(shape), createWindow(shape)];
  const wrong: string[] = [];
  const seen = new Set<string>();
  try {
    for (const [i, place] of placesOf(opened).entries()) {
      if (i % share !== ofWindow % share) continue;
      const session = sessionAt(place, opened, shape.size);
      chalk.level = 0;
      const words = await plain.draw(session);
      chalk.level = 3;
      const frame = await inColour.draw(session);
      if (wordsOf(frame) !== wordsOf(words)) wrong.push(`${place.name}: colour changes what is said`);
      for (const { what, says, codes } of coloured) {
        const missing = frame.split('\n').filter((line) => isPlain(line, says, codes));
        if (missing.length > 0) wrong.push(`${place.name}: ${what} has no colour`);
        else if (says.test(words)) seen.add(what);
      }
    }
  } finally {
    chalk.level = level;
    plain.close();
    inColour.close();
  }
  return { wrong, seen };
}

/** The text of a frame: where a colour ends, spaces may stay that are nothing without it. */
function wordsOf(frame: string): string {
  const lines = stripVTControlCharacters(frame).split('\n');
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Whether a line says something, and none of some codes is on where it does. */
function isPlain(line: string, says: RegExp, codes: readonly number[]): boolean {
  const place = says.exec(stripVTControlCharacters(line))?.index;
  if (place === undefined) return false;
  const [first = '', ...pieces] = line.split('\u001b[');
  let column = first.length;
  const on = new Set<number>();
  for (const piece of pieces) {
    if (column > place) break;
    const end = piece.indexOf('m');
    turn(on, Number(piece.slice(0, end)));
    column += piece.length - end - 1;
  }
  return codes.every((code) => !on.has(code));
}

/** The code that ends another one: 39 ends every colour, 27 what is inverse. */
function turn(on: Set<number>, code: number): void {
  if (code === 39) for (const colour of [...on]) if (colour >= 30 && colour <= 37) on.delete(colour);
  if (code === 27) on.delete(7);
  on.add(code);
}

/** The chalk that Ink colours by, which nothing else here needs. */
async function inkChalk(): Promise<{ level: number }> {
  const ofInk = createRequire(createRequire(import.meta.url).resolve('ink'));
  const { default: chalk } = await import(pathToFileURL(ofInk.resolve('chalk')).href);
  return chalk;
}
