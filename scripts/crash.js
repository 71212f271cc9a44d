import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from './crash/commands.js';
import { tryDisks } from './crash/disks.js';
import { check, lifeOf, measure, newAccount, prepare, round } from './crash/kills.js';
import { run } from './crash/processes.js';
import { livesTogether } from './crash/together.js';
import { leftoversIn } from './crash/workspace.js';
import { loadSource } from './load-source.js';
import { printTable } from './tables.js';

/**
 * `npm run crash [kills, 500] [seed, 1] [-- --together MINUTES]`: cuts the built program off with SIGKILL, two
 * processes at a time in one workspace, at moments that the seed chooses: half of them spread over a process's whole
 * life, half after some change of a file. In every fourth round the first is not killed but stopped, and woken when
 * others have taken its locks over and saved. After each two, every file is read, and `runs list`, `predict` and
 * `train` have to work. Then the same commands meet disks that are full or read-only. With `--together` nothing is
 * killed: two servers, sessions and what cron runs share a workspace for so many minutes instead. Ends with 1 where
 * anything reported as saved is lost, or damaged.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { together: { type: 'string' } },
});
const [kills, seed] = [Number(positionals[0] ?? 500), Number(positionals[1] ?? 1)];
/** In one round of so many the first process is stopped and woken. */
const STOPPED_EVERY = 4;
const { coingeckoServer, marketChart, seededRandom } = await loadSource(
  'testing/coingecko-server',
  'evaluation/random',
);
const root = mkdtempSync(join(tmpdir(), 'crypto-predict-crash-'));
const server = await coingeckoServer(marketChart);
try {
  const problems =
    options.together === undefined
      ? [...(await kill(placeIn('killed'))), ...(await meetDisks(placeIn('disks')))]
      : await livesTogether(placeIn('together'), Number(options.together));
  for (const problem of problems) console.log(`FOUND ${problem}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
}

/** A workspace and a home folder of their own. */
function placeIn(name) {
  const place = { workspace: join(root, name, 'workspace'), home: join(root, name, 'home') };
  for (const folder of Object.values(place)) mkdirSync(folder, { recursive: true });
  return { ...place, baseUrl: server.baseUrl };
}

async function kill(place) {
  const account = newAccount(place, seededRandom(seed));
  await prepare(place);
  await measure(account);
  const killed = () => account.ends.filter(({ signal }) => signal === 'SIGKILL').length;
  const stopped = () => account.ends.filter(({ wasStopped }) => wasStopped).length;
  for (let i = 0; killed() < kills; i++) {
    await round(account, { isStopping: i % STOPPED_EVERY === 1 });
    if (process.stderr.isTTY) process.stderr.write(`\r${killed()} of ${kills}`);
  }
  const left = await leftAfterTwoHours(place);
  check(account, 'all of it');
  account.problems.push(...left.map((path) => `left after two hours: ${path}`));
  printKills(account, killed(), stopped());
  return account.problems;
}

/** What is still there when it is two hours old and every command that writes has run once more. */
async function leftAfterTwoHours(place) {
  const then = new Date(Date.now() - 2 * 3_600_000);
  for (const path of readdirSync(place.workspace, { recursive: true })) {
    utimesSync(join(place.workspace, path), then, then);
  }
  for (const { args } of Object.values(commands)) await run([...args(0, place), '--quiet'], place);
  const { locks, partials } = leftoversIn(place.workspace);
  return [...locks.map(({ path }) => path), ...partials];
}

function printKills(account, killed, stopped) {
  const { ends, promised, problems, waits, mostPartials } = account;
  const rows = Object.keys(commands).flatMap((name) =>
    ['any time', 'a change'].map((kind) => {
      const of = ends.filter(
        (end) => end.name === name && (end.moment.change ? 'a change' : 'any time') === kind,
      );
      const cut = of.filter(({ signal }) => signal === 'SIGKILL');
      const moments = cut.map(({ milliseconds }) => milliseconds);
      return [
        name,
        kind,
        of.length,
        cut.length,
        spread(moments),
        Math.round(lifeOf(account, name).milliseconds),
        cut.filter(({ keptLock }) => keptLock).length,
        cut.filter(({ isReported }) => isReported).length,
      ];
    }),
  );
  const titles = [
    'command',
    'at',
    'begun',
    'killed',
    'ms from its start',
    'life',
    'lock held',
    'result printed',
  ];
  printTable([titles, ...rows], `SIGKILL, two at a time in one workspace, seed ${seed}`);
  const after = (held) =>
    spread(waits.filter(({ locks }) => locks.length > 0 === held).map((wait) => wait.ms));
  const slowest = waits.toSorted((a, b) => b.ms - a.ms).slice(0, 6);
  console.log(`
  least … median … most
  ${killed} kills, ${stopped} stopped and woken; ${promised.size} days, runs, forecasts and decisions were reported as saved, and looked for after each two
  ${waits.length} commands ran afterwards: ${after(false)} ms, and where a dead process held a lock ${after(true)} ms
  ${slowest.map(({ name, ms, locks }) => `${name} in ${Math.round(ms)} ms after ${JSON.stringify(locks)}`).join('\n  ')}
  at most ${mostPartials} unfinished files or folders at a time, none of them two hours later
  ${problems.length} lost, damaged, left or refused`);
}

/** The least, the median and the most of some milliseconds. */
function spread(milliseconds) {
  const sorted = milliseconds.map(Math.round).toSorted((a, b) => a - b);
  return sorted.length === 0 ? '–' : `${sorted[0]} … ${sorted[sorted.length >> 1]} … ${sorted.at(-1)}`;
}

async function meetDisks(place) {
  await prepare(place);
  let rows;
  try {
    rows = await tryDisks(place);
  } catch (error) {
    console.log(`\nNo disk was tried: ${String(error.stderr ?? error.message).trim()}`);
    return [];
  }
  printTable(
    [
      ['disk', 'command', 'tried', 'done', 'refused with 5', 'lost or left'],
      ...rows.map((row) => [row.disk, row.command, row.tried, row.done, row.refused, row.problems.length]),
    ],
    'Disks that take only a part, or nothing, of what is written',
  );
  return rows.flatMap(({ disk, command, problems }) =>
    problems.map((each) => `${disk}, ${command}: ${each}`),
  );
}
