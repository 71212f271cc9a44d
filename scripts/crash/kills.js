import { commands } from './commands.js';
import { run, runUntil } from './processes.js';
import { leftoversIn, lost, readWorkspace } from './workspace.js';

const JSON_ONLY = ['--format', 'json', '--quiet'];
/** Longer than an owner may leave its lock untouched: the other process takes it over meanwhile. */
const ASLEEP_MS = 6_500;
const NEVER = { after: 2 ** 31 - 1 };

/** What has to work after each kill. */
const NEXT = {
  'runs list': ['runs', 'list'],
  'predict --coin': ['predict', '--coin', 'bitcoin', '--source', 'cache'],
  train: ['train', '--coin', 'bitcoin', '--source', 'cache', '--optimizer', 'preconditioned'],
};

/** What writes to every folder meanwhile. */
const WHILE_IT_SLEEPS = ['fetch --from', 'retrain', 'predict --coin'];

/** An account of what was cut off, what was promised as saved until then, and what was found to be wrong. */
export function newAccount(place, random) {
  return {
    place,
    random,
    number: 0,
    ends: [],
    finished: [],
    promised: new Set(),
    problems: [],
    waits: [],
    mostPartials: 0,
  };
}

/** Makes what every command needs to find. */
export async function prepare(place) {
  const first = [
    ['fetch', '--coin', 'bitcoin'],
    NEXT.train,
    NEXT['predict --coin'],
    ['retrain', '--coin', 'bitcoin'],
  ];
  for (const args of first) {
    const { exitCode, stderr } = await run([...args, ...JSON_ONLY], place);
    if (exitCode !== 0) throw new Error(`${args.join(' ')}: exit ${exitCode}, ${stderr}`);
  }
}

/** Runs every command to its end, two at a time, so that it is known how long they take. */
export async function measure(account) {
  for (const name of Object.keys(commands)) {
    for (let i = 0; i < 3; i++) {
      const ends = await Promise.all([begin(account, name, NEVER), begin(account, name, NEVER)]);
      for (const end of ends) keep(account, end);
    }
  }
}

/** How long the last of a command that came to their end took, and how many changes of files were seen meanwhile. */
export function lifeOf({ finished }, name) {
  const last = finished.filter((end) => end.name === name).slice(-6);
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  return {
    milliseconds: median(last.map(({ milliseconds }) => milliseconds)),
    changes: median(last.map(({ changes }) => changes)),
  };
}

/**
 * Two processes at a time, each with a moment of its own; then everything that must hold. With `isStopping` the first
 * of them is not killed, but stopped at its moment, and woken when others have taken its locks over and saved.
 */
export async function round(account, { isStopping = false } = {}) {
  const { place, random } = account;
  const names = Object.keys(commands);
  const pair = [0, 1].map((i) => {
    const name = names[Math.floor(random() * names.length)];
    // Stopped at the first change of a file, it is the likelier to hold a lock.
    if (isStopping && i === 0)
      return begin(account, name, { change: 1, after: random() * 3, asleepMs: ASLEEP_MS });
    return begin(account, name, momentIn(lifeOf(account, name), random));
  });
  if (isStopping) pair.push(...WHILE_IT_SLEEPS.map((name) => begin(account, name, NEVER)));
  const ends = await Promise.all(pair);
  const { locks, partials } = leftoversIn(place.workspace);
  account.mostPartials = Math.max(account.mostPartials, partials.length);
  for (const end of ends) {
    account.ends.push({ ...end, isReported: keep(account, end), keptLock: ownsOne(locks, end) });
  }
  check(account, ends.map(({ name }) => name).join(' and '));
  for (const [name, args] of Object.entries(NEXT)) {
    const end = await run([...args, ...JSON_ONLY], place);
    account.waits.push({ name, ms: end.milliseconds, locks });
    if (end.exitCode !== 0) account.problems.push(`${name}: exit ${end.exitCode}, ${end.stderr.trim()}`);
    else if (name === 'runs list') checkList(account, JSON.parse(end.stdout));
    else keep(account, { ...end, name });
  }
}

/** Whenever in its life, or shortly after so many changes of files; now and then not at all. */
function momentIn({ milliseconds, changes }, random) {
  return random() < 0.5
    ? { after: random() * milliseconds }
    : { change: 1 + Math.floor(random() * changes), after: random() * 3 };
}

async function begin(account, name, moment) {
  account.number += 1;
  const { number, place } = account;
  const end = await runUntil(moment, [...commands[name].args(number, place), ...JSON_ONLY], place);
  const known = { ...end, name, number, moment };
  if (end.signal === null) account.finished.push(known);
  return known;
}

/** Notes what a process promised by its result; says whether it had printed one, whole. */
function keep({ promised, problems }, { name, number, stdout, stderr, exitCode, signal }) {
  let result;
  try {
    result = JSON.parse(stdout);
  } catch {
    // Whoever trained meanwhile makes a retraining begin again; whoever was stopped may have lost its lock.
    const isRefused = exitCode === 3 && /replaced_meanwhile|lock_lost/.test(stderr);
    const isExpected = signal === 'SIGKILL' || isRefused;
    if (!isExpected) problems.push(`${name}: exit ${exitCode}, ${stderr.trim()}`);
    return false;
  }
  for (const each of commands[name].saves(result, number)) promised.add(each);
  return true;
}

/** Holds the files against what was promised. */
export function check({ place, promised, problems }, after) {
  const { saved, damaged } = readWorkspace(place.workspace);
  problems.push(...[...damaged, ...lost([...promised], saved)].map((each) => `after ${after}: ${each}`));
}

/** Holds the program's own list against what was promised. */
function checkList({ promised, problems }, { runs, damaged }) {
  const listed = new Set(runs.map(({ run: { id } }) => `run ${id}`));
  const missing = [...promised].filter((each) => each.startsWith('run ') && !listed.has(each));
  problems.push(...[...damaged, ...missing].map((each) => `runs list: ${each}`));
}

/** Whether a lock still carries the name of a process. */
function ownsOne(locks, { pid }) {
  return locks.some(({ owners }) => owners.some((owner) => owner.startsWith(`${pid}-`)));
}
