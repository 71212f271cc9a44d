import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the files of a workspace say, read without the program that wrote them: `saved` has a line for everything that
 * a command can report as saved; `damaged` is what should never be seen, whenever a process was cut off.
 */
export function readWorkspace(root) {
  const [saved, damaged] = [new Set(), []];
  const attempt = (work) => {
    try {
      work();
    } catch (error) {
      damaged.push(error.message);
    }
  };
  for (const name of namesIn(join(root, 'data', 'raw'))) {
    attempt(() => {
      const { coin, observations } = readDocument(join(root, 'data', 'raw', name));
      for (const [date, price] of observations) {
        saved.add(`day ${coin} ${date}`).add(`day ${coin} ${date} at ${price}`);
      }
    });
  }
  for (const id of namesIn(join(root, 'models')).filter((name) => !/\.jsonl?$/.test(name))) {
    attempt(() => {
      const model = readDocument(join(root, 'models', id, 'model.json'));
      const metrics = readDocument(join(root, 'models', id, 'training_metrics.json'));
      if (model.id !== id || metrics.run !== id) throw new Error(`${id} is half of another run`);
      saved.add(`run ${id}`);
    });
  }
  attempt(() => {
    const { in_use } = readDocument(join(root, 'models', 'current.json'));
    const gone = Object.values(in_use).filter((id) => !saved.has(`run ${id}`));
    if (gone.length > 0) throw new Error(`in use, but not there: ${gone}`);
  });
  for (const name of namesIn(join(root, 'data', 'forecasts'))) {
    attempt(() => {
      for (const { run, for: day } of readJsonLines(join(root, 'data', 'forecasts', name))) {
        saved.add(`forecast for ${day} by ${run}`);
      }
    });
  }
  attempt(() => {
    for (const { coin, decided_at } of readJsonLines(join(root, 'models', 'decisions.jsonl'))) {
      saved.add(`decision about ${coin} at ${decided_at}`);
    }
  });
  return { saved, damaged };
}

/** What should be saved and is not, in a line, if anything. */
export function lost(due, saved) {
  const missing = due.filter((each) => !saved.has(each));
  return missing.length > 0 ? [`${missing.length} lost of ${due.length}, the first: ${missing[0]}`] : [];
}

/** What processes that were cut off left: locks with the names of their owners, and what was not finished. */
export function leftoversIn(root) {
  const paths = readdirSync(root, { recursive: true });
  return {
    locks: paths
      .filter((path) => path.endsWith('/.lock'))
      .map((path) => ({ path, owners: readdirSync(join(root, path)) })),
    partials: paths.filter((path) => path.endsWith('.partial')),
  };
}

/** What readers see in a folder. */
function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
}

/** The content of a document whose checksum is right: over all its bytes, with zeros in the checksum's place. */
function readDocument(file) {
  const text = readFileSync(file, 'utf8');
  const [, checksum] = /^\{\s*"schema_version": ?\d+,\s*"checksum": ?"([0-9a-f]{64})"/.exec(text) ?? [];
  const blank = text.replace(checksum, '0'.repeat(64));
  if (createHash('sha256').update(blank).digest('hex') !== checksum) throw new Error(`${file} is damaged`);
  return JSON.parse(text);
}

/** The lines of a file of JSON lines, none of which may be torn. */
function readJsonLines(file) {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${file} ends with a torn line`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
