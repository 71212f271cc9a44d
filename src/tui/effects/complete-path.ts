import { readdir } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { systemCode } from '../../errors.ts';
import { typedText } from '../session/text-field.ts';
import { expandHome } from './expand-home.ts';
import type { Work } from './work.ts';

/** As many choices as a line or two can show. */
const MOST_CHOICES = 12;

/**
 * Completes the path that is typed as far as the names in its folder are the same; where there are several, names them,
 * and where there is nothing to complete, says so.
 */
export async function completePath({ context, getState, dispatch }: Work): Promise<void> {
  const { editing } = getState();
  if (editing === undefined) return;
  const typed = typedText(editing);
  const path = expandHome(typed, context);
  const isFolder = path === '' || path.endsWith('/') || path.endsWith(sep);
  const [folder, begun] = isFolder ? [path, ''] : [dirname(path), basename(path)];
  const names = await namesIn(folder || '.');
  const fitting = names.filter((name) => name.startsWith(begun) && (begun !== '' || !name.startsWith('.')));
  const text = commonStart(fitting).slice(begun.length);
  const said = text === '' ? choicesInWords(fitting, begun) : undefined;
  if (typedText(getState().editing ?? editing) === typed) dispatch({ type: 'completed', text, said });
}

/** What a path that cannot be completed further can become. */
function choicesInWords(names: readonly string[], begun: string): string {
  if (names.length === 0) return begun === '' ? 'there is nothing here' : `nothing here begins with ${begun}`;
  if (names.length === 1) return 'the path is complete: Enter takes it';
  const more = names.length - MOST_CHOICES;
  return names.slice(0, MOST_CHOICES).join('  ') + (more > 0 ? `  and ${more} more` : '');
}

/** What is in a folder, folders with a slash; nothing where it cannot be read. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => entry.name + (entry.isDirectory() ? '/' : '')).toSorted();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return [];
  }
}

/** The longest text that all names begin with. */
function commonStart([first = '', ...others]: readonly string[]): string {
  let start = first;
  for (const name of others) while (!name.startsWith(start)) start = start.slice(0, -1);
  return start;
}
