import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { root } from './parts.js';

/**
 * Changes of a source, each alone: the source as it is then. `owner` is the place of the function around it among those
 * of the file, counted from 1, and 0 outside of any; `line` and `change` say it to a reader.
 */

/** The changes that Stryker makes: another operator, a condition that always holds, an empty block and the like. */
export async function codeChanges(file) {
  const source = readSource(file);
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  const content = { name: file, content: source.text, mutate: true };
  const { mutants } = await new Instrumenter(quiet).instrument([content], options);
  return mutants.map(({ location, replacement, mutatorName }) => {
    const [start, end] = [location.start, location.end].map(
      ({ line, column }) => source.starts[line] + column,
    );
    const isStatement = mutatorName === 'BlockStatement' || /^(case|default)\b/.test(replacement);
    return change(source, {
      start,
      end,
      replacement,
      text: isStatement ? replacement : `(${replacement}\n)`,
    });
  });
}

const quiet = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined };

/**
 * Each number larger by 1, and smaller by 1; twice as large and half where 1 is lost beside it. Types are left alone.
 */
export function constantChanges(file) {
  const source = readSource(file);
  const numbers = nodesOf(source.ast).filter(({ type }) => type === 'NumericLiteral');
  return numbers.flatMap(({ start, end, value }) => {
    const others = value + 1 === value ? [2 * value, value / 2] : [value + 1, value - 1];
    return others.map((other) =>
      change(source, { start, end, replacement: String(other), text: `(${other})` }),
    );
  });
}

function change({ file, text: whole, starts, functions }, { start, end, replacement, text }) {
  const number = starts.findLastIndex((first) => first <= start);
  const around = functions.findLastIndex(
    (each) => each.start <= start && end <= each.end && end - start < each.end - each.start,
  );
  return {
    file,
    number: number + 1,
    line: whole.slice(starts[number], starts[number + 1]).trim(),
    change: `${shortened(whole.slice(start, end))} → ${shortened(replacement)}`,
    owner: around + 1,
    source: whole.slice(0, start) + text + whole.slice(end),
  };
}

function shortened(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}

/** A source that sets `mark[k]` where its k-th function is entered, and `mark[0]` where it is loaded. */
export function marked(file) {
  const { text, functions } = readSource(file);
  const insertions = functions.flatMap(({ body }, k) =>
    body.type === 'BlockStatement'
      ? [[body.start + 1, `mark[${k + 1}] = 1;`]]
      : [
          [body.start, `(mark[${k + 1}] = 1, `],
          [body.end, ')'],
        ],
  );
  const source = [[0, 'mark[0] = 1;'], ...insertions]
    .toSorted(([a], [b]) => b - a)
    .reduce((code, [at, inserted]) => code.slice(0, at) + inserted + code.slice(at), text);
  return { source, places: functions.length + 1 };
}

/** Read once: what is edited meanwhile is tried the next time. */
const sources = new Map();

function readSource(file) {
  if (!sources.has(file)) sources.set(file, parsed(file));
  return sources.get(file);
}

function parsed(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const ast = parse(text, { sourceType: 'module', plugins: ['typescript'] }).program;
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const functions = nodesOf(ast).filter(
    ({ type, body }) => body && /Function|ObjectMethod|ClassMethod/.test(type),
  );
  return { file, text, ast, starts, functions };
}

/** The nodes of a program apart from types, each after what it stands in. */
function nodesOf(value) {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (value === null || typeof value !== 'object' || typeof value.type !== 'string') return [];
  const isType = value.type.startsWith('TS') && value.expression === undefined;
  if (isType) return [];
  return [value, ...Object.values(value).flatMap(nodesOf)];
}
