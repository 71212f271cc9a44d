import { setTimeout as wait } from 'node:timers/promises';
import { printTable } from '../tables.js';
import { leadSession } from '../writes/live.js';
import { commands } from './commands.js';
import { prepare } from './kills.js';
import { environmentOf, program, run, start } from './processes.js';
import { leftoversIn, lost, readWorkspace } from './workspace.js';

const ENTER = '\r';
const JSON_ONLY = ['--format', 'json', '--quiet'];
/** How a server ends that is told to. */
const TERMINATED = 143;
/** How long who asks a server waits between two rounds. */
const ASKED_EVERY_MS = 500;
const CHECKED_EVERY_MS = 5_000;
/** How long a file may look unfinished to who reads several while others write. */
const SETTLED_AFTER_MS = 2_000;
/** Four others compute beside a session. */
const SESSION_PATIENCE_MS = 120_000;

/** What cron does, in turns. */
const cron = {
  ...commands,
  monitor: { args: () => ['monitor', '--coin', 'bitcoin'], saves: () => [] },
};
const TURNS = ['fetch', 'monitor', 'retrain', 'predict --coin'];

/** What a session is led through. Others save meanwhile, so a retraining may have to begin again. */
const STEPS = [
  [['3'], /nesterov/],
  [[ENTER], /than the base rate/],
  [['4'], /P\(up\) = 0/],
  [['5'], /in use/],
  [['6'], /Enter/],
  [[ENTER], /days forecast|skill/i],
  [['7'], /price_lag_7 +\d/],
  [['t'], /Retrain bitcoin/],
  [['y'], /Decision:|meanwhile/],
];

/**
 * Two servers, sessions one after another in a terminal, and what cron runs, in one workspace for some minutes. What
 * any of them said was saved, and what was ever seen in a file, has to be there to the end. Prints a table; returns
 * what was lost or damaged.
 */
export async function livesTogether(place, minutes) {
  await prepare(place);
  const until = performance.now() + minutes * 60_000;
  const life = {
    place,
    goesOn: () => performance.now() < until,
    promised: new Set(),
    problems: [],
    rows: [],
  };
  const servers = [startServer(place), startServer(place)];
  try {
    await Promise.all([
      ...servers.map((server, i) => askServer(life, server, i + 1)),
      runTurns(life),
      leadSessions(life),
      readFiles(life),
    ]);
  } finally {
    for (const { child } of servers) child.kill('SIGTERM');
  }
  for (const { exitCode, stderr } of await Promise.all(servers.map(({ ended }) => ended))) {
    if (exitCode !== TERMINATED) life.problems.push(`a server: exit ${exitCode}, ${stderr.slice(-300)}`);
  }
  const left = leftoversIn(place.workspace);
  life.problems.push(
    ...[...left.locks.map(({ path }) => path), ...left.partials].map((path) => `left: ${path}`),
  );
  print(life, minutes);
  return life.problems;
}

function startServer(place) {
  const server = start(['serve', '--port', '0', '--log-forecasts'], place);
  const url = new Promise((resolve, reject) => {
    let said = '';
    server.child.stderr.on('data', (chunk) => {
      said += chunk;
      const [address] = /http:\/\/[\d.]+:\d+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    server.child.on('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return { ...server, url };
}

/** Asks for everything that reads the workspace, and for the forecast, which writes to it. */
async function askServer({ goesOn, promised, problems, rows }, { url }, number) {
  const base = await url;
  const paths = ['/health', '/metrics', '/forecast/bitcoin'];
  const row = { who: `server ${number}`, did: 0, refused: 0, slowest: 0 };
  rows.push(row);
  while (goesOn()) {
    for (const path of paths) {
      const begun = performance.now();
      const answer = await fetch(base + path);
      const body = await answer.text();
      done(row, performance.now() - begun);
      if (answer.status !== 200) problems.push(`server ${number}, ${path}: ${answer.status} ${body}`);
      else if (path === '/health' && JSON.parse(body).status === 'damaged')
        problems.push(`server ${number}: ${body}`);
      else if (path === '/forecast/bitcoin') {
        const { run_id, for: day } = JSON.parse(body);
        promised.add(`forecast for ${day} by ${run_id}`);
      }
    }
    await wait(ASKED_EVERY_MS);
  }
}

async function runTurns({ place, goesOn, promised, problems, rows }) {
  const known = new Map(
    TURNS.map((name) => [name, { who: `cron: ${name}`, did: 0, refused: 0, slowest: 0 }]),
  );
  rows.push(...known.values());
  while (goesOn()) {
    for (const name of TURNS) {
      const end = await run([...cron[name].args(0, place), ...JSON_ONLY], place);
      const row = known.get(name);
      done(row, end.milliseconds);
      if (end.exitCode === 0)
        for (const each of cron[name].saves(JSON.parse(end.stdout), 0)) promised.add(each);
      else if (end.exitCode === 3 && end.stderr.includes('replaced_meanwhile')) row.refused += 1;
      else problems.push(`${name}: exit ${end.exitCode}, ${end.stderr.trim()}`);
    }
  }
}

async function leadSessions({ place, goesOn, problems, rows }) {
  const row = { who: 'session in a terminal', did: 0, refused: 0, slowest: 0 };
  rows.push(row);
  while (goesOn()) {
    const begun = performance.now();
    try {
      const exitCode = await leadSession([process.execPath, program], {
        cwd: place.workspace,
        env: environmentOf(place),
        steps: STEPS,
        patienceMs: SESSION_PATIENCE_MS,
      });
      if (exitCode !== 0) problems.push(`a session: exit ${exitCode}`);
    } catch (error) {
      problems.push(`a session: ${error.message}`);
    }
    done(row, performance.now() - begun);
  }
}

/** Holds the files to what was promised, and takes for promised what it finds: nothing here takes anything away. */
async function readFiles(life) {
  const row = { who: 'reading of every file', did: 0, refused: 0, slowest: 0 };
  life.rows.push(row);
  while (life.goesOn()) {
    await wait(CHECKED_EVERY_MS);
    const begun = performance.now();
    const seen = wrongIn(life).length === 0 ? [] : await wait(SETTLED_AFTER_MS).then(() => wrongIn(life));
    life.problems.push(...seen);
    done(row, performance.now() - begun);
  }
}

function wrongIn({ place, promised }) {
  const due = [...promised];
  const { saved, damaged } = readWorkspace(place.workspace);
  for (const each of saved) promised.add(each);
  return [...damaged, ...lost(due, saved)];
}

function done(row, milliseconds) {
  row.did += 1;
  row.slowest = Math.max(row.slowest, milliseconds);
}

function print({ rows, promised, problems }, minutes) {
  printTable(
    [
      ['who', 'done', 'begun again', 'slowest, ms'],
      ...rows.map(({ who, did, refused, slowest }) => [who, did, refused, Math.round(slowest)]),
    ],
    `Two servers, a session and cron in one workspace for ${minutes} min`,
  );
  const runs = [...promised].filter((each) => each.startsWith('run ')).length;
  console.log(`
  ${promised.size} days, runs, forecasts and decisions were saved, ${runs} runs among them
  ${problems.length} lost, damaged, left or refused`);
}
