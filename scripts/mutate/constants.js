import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

export const root = join(import.meta.dirname, '..', '..');

/** Every number that stands in a file of TypeScript, apart from types, in order: where it is, and its line. */
export function constantsOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const lines = text.split('\n');
  const found = [];
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    if (typeof node.type !== 'string' || node.type.startsWith('TS')) return;
    if (node.type === 'NumericLiteral') {
      const { start, end, value, loc } = node;
      found.push({ file, start, end, value, number: loc.start.line, line: lines[loc.start.line - 1].trim() });
    }
    for (const [key, child] of Object.entries(node)) if (key !== 'loc') visit(child);
  };
  visit(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program);
  return found;
}

/** A number that is larger by 1, or by itself where 1 is lost beside it. */
export function changed(value) {
  return value + 1 === value ? 2 * value : value + 1;
}

/** A plugin of Vite that makes one number larger by 1: `src/learning/fit.ts:1234` is the one at that place. */
export function constantChanger(place = '') {
  const [file = '', start = ''] = place.split(':');
  return {
    name: 'change-constant',
    enforce: 'pre',
    transform(code, id) {
      if (file === '' || id.split('?')[0] !== join(root, file)) return undefined;
      const constant = constantsOf(file).find((each) => each.start === Number(start));
      if (constant === undefined) throw new Error(`there is no number at ${place}`);
      const { end, value } = constant;
      return `${code.slice(0, constant.start)}(${changed(value)})${code.slice(end)}`;
    },
  };
}
