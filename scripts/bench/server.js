import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, node, nothing, program, ratioBudget, runOnce, withFolder } from './harness.js';
import { answerOf, exampleOf, failures, load, startServer } from './load.js';

const ECHO = [join(import.meta.dirname, 'echo.js')];
const ROUNDS = 5;
const ROUND_SECONDS = 5;
const LONG_SECONDS = 60;
/** Bytes that a body may have. */
const LARGEST = 1024 * 1024;
const execute = promisify(execFile);

/** The budgets of the server, beside a bare Fastify route that echoes the same body. */
export function measure() {
  return withFolder(async (folder) => {
    const run = (...args) => runOnce([node, program, ...args], { cwd: folder });
    for (const l2 of ['1', '10']) run('train', '--coin', 'bitcoin', '--offline', '--quiet', '--l2', l2);
    const serve = [program, 'serve', '--offline', '--workspace', folder];
    return [
      await firstAnswer(serve),
      ...(await shareOfEcho(serve)),
      await watchedShareOfEcho(serve),
      await besideForecasts(serve),
      await largestBodies(serve),
      ...(await longLoad(serve, folder)),
    ];
  });
}

/** From the start of the process to the end of the first answer, beside node -e 0 in the same rounds. */
async function firstAnswer(serve) {
  const [bare, first] = [[], []];
  for (let round = 0; round < 9; round++) {
    bare.push(runOnce(nothing.argv).milliseconds);
    const started = performance.now();
    const child = spawn(node, [...serve, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = await once(child.stderr, 'data');
    const [, url] = /listening on (http:[^"]+)/.exec(said) ?? [];
    await (await fetch(`${url}/health`)).text();
    first.push(performance.now() - started);
    child.kill('SIGKILL');
    await once(child, 'close');
  }
  return ratioBudget('serve, start to first answer', 8, { milliseconds: median(first), bare: median(bare) });
}

/** The load that is carried beside the echo's, in turns, then 1,000 connections. */
async function shareOfEcho(serve) {
  const [server, echo] = [await startServer(serve), await startServer(ECHO)];
  try {
    const example = await exampleOf(server);
    const rounds = await loadInTurns({ server, echo, example });
    const waits = rounds.map(({ bare, predict }) => predict.latency.p99 / bare.latency.p99);
    const perSecond = median(rounds.map(({ predict }) => predict.requests.average));
    const many = await load(server, example, { connections: 1000, duration: ROUND_SECONDS });
    return [
      {
        what: 'POST /predict, 64 connections, requests a second',
        limit: 'at least 0.7 of an echo',
        measured: `${spread(rounds.map(shareOf))} (${Math.round(perSecond).toLocaleString('en-US')} a second)`,
        holds: median(rounds.map(shareOf)) >= 0.7,
      },
      {
        what: '… 99th percentile of waiting',
        limit: '1.7 × an echo',
        measured: `${spread(waits)} ×`,
        holds: median(waits) <= 1.7,
      },
      {
        what: '1,000 connections',
        limit: 'none fails',
        measured: `${failures(many)} of ${many.requests.total.toLocaleString('en-US')} failed`,
        holds: failures(many) === 0 && many.requests.total > 0,
      },
    ];
  } finally {
    await server.stop();
    await echo.stop();
  }
}

/** The same share of a server that asks for a token, while its metrics are scraped every second. */
async function watchedShareOfEcho(serve) {
  const [server, echo] = [await startServer(serve, { token: 'of-the-benchmark' }), await startServer(ECHO)];
  let scraped = 0;
  const scraping = setInterval(async () => {
    const answer = await fetch(`${server.url}/metrics`, { headers: server.headers });
    await answer.text();
    if (answer.status === 200) scraped += 1;
  }, 1000);
  try {
    const rounds = await loadInTurns({ server, echo, example: await exampleOf(server) });
    const failed = rounds.reduce((sum, { predict }) => sum + failures(predict), 0);
    return {
      what: '… with a token, metrics scraped every second',
      limit: 'at least 0.5 of an echo',
      measured: `${spread(rounds.map(shareOf))} (${scraped} scraped, ${failed} failed)`,
      holds: median(rounds.map(shareOf)) >= 0.5 && scraped > 0 && failed === 0,
    };
  } finally {
    clearInterval(scraping);
    await server.stop();
    await echo.stop();
  }
}

/** Loads the echo and the server in turns, after a first time that does not count. */
async function loadInTurns({ server, echo, example }) {
  const underLoad = (target) => load(target, example, { connections: 64, duration: ROUND_SECONDS });
  for (const target of [echo, server]) await underLoad(target);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({ bare: await underLoad(echo), predict: await underLoad(server) });
  }
  return rounds;
}

function shareOf({ bare, predict }) {
  return predict.requests.average / bare.requests.average;
}

/** How long GET /forecast holds the loop: what a prediction waits for while forecasts are made one after another. */
async function besideForecasts(serve) {
  const server = await startServer(serve);
  try {
    const example = await exampleOf(server);
    let [forecasts, isOver] = [0, false];
    const forecasting = async () => {
      while (!isOver) {
        const answer = await fetch(`${server.url}/forecast/bitcoin`);
        await answer.text();
        if (answer.status !== 200) throw new Error(`GET /forecast: ${answer.status}`);
        forecasts += 1;
      }
    };
    const over = forecasting();
    const { latency } = await load(server, example, { connections: 1, duration: ROUND_SECONDS });
    isOver = true;
    await over;
    return {
      what: 'POST /predict beside GET /forecast without a pause',
      limit: '50 ms at the 99th percentile',
      measured: `${latency.p99} ms, at most ${latency.max} ms (${forecasts} forecasts)`,
      holds: latency.p99 <= 50 && forecasts > 0,
    };
  } finally {
    await server.stop();
  }
}

/** How long one client waits for the largest bodies of several shapes: the slowest of some rounds, after a first. */
async function largestBodies(serve) {
  const server = await startServer(serve);
  try {
    const example = await exampleOf(server);
    /** As many as a body may have, and as go into one. */
    const rows = (row) => {
      const count = Math.min(2_500, Math.floor((LARGEST - 2) / (row.length + 1)));
      return `[${new Array(count).fill(row).join()}]`;
    };
    // Outside the training range in nearly all features, of which the answer tells.
    const warned = example.replaceAll(/:[^,}]+/g, ':1').replace('"year":1', '"year":1971');
    const shapes = {
      'rows that are right': rows(example),
      'short rows with warnings': rows(warned),
      'too many rows': filled('[', () => warned, ']'),
      'rows with an unknown name': filled('[', (i) => `${example.slice(0, -1)},"k${i}":1}`, ']'),
      'unknown names': filled('{', (i) => `"k${i}":1`, '}'),
      'empty objects': filled('[', () => '{}', ']'),
      'arrays in arrays': '['.repeat(LARGEST / 2) + ']'.repeat(LARGEST / 2),
    };
    const waits = [];
    for (const [shape, body] of Object.entries(shapes)) {
      await answerOf(server, body);
      for (let round = 0; round < ROUNDS; round++) {
        const started = performance.now();
        await answerOf(server, body);
        waits.push({ shape, milliseconds: performance.now() - started });
      }
    }
    const slowest = waits.reduce((worst, each) => (each.milliseconds > worst.milliseconds ? each : worst));
    return {
      what: 'the largest body of any shape, after a first',
      limit: '150 ms',
      measured: `at most ${slowest.milliseconds.toFixed(0)} ms (${slowest.shape})`,
      holds: slowest.milliseconds <= 150,
    };
  } finally {
    await server.stop();
  }
}

/** As many copies of a text as the largest body bears, between two ends. */
function filled(start, each, end) {
  const parts = [];
  let size = start.length + end.length;
  for (let i = 0; ; i++) {
    const part = each(i);
    size += part.length + 1;
    if (size > LARGEST) return `${start}${parts.join()}${end}`;
    parts.push(part);
  }
}

/** A minute of load while the model is replaced every second. */
async function longLoad(serve, folder) {
  const server = await startServer(serve);
  try {
    const example = await exampleOf(server);
    const use = (id) => execute(node, [program, 'runs', 'use', id], { cwd: folder });
    const listed = await execute(node, [program, 'runs', '--format', 'json'], { cwd: folder });
    const ids = JSON.parse(listed.stdout).runs.map(({ id }) => id);
    const known = new Set();
    for (const id of ids) {
      await use(id);
      known.add(await answerOf(server, example));
    }
    const memory = [];
    const answers = new Set();
    let replaced = 0;
    const replace = async () => {
      const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
      memory.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
      await use(ids[replaced++ % ids.length]);
    };
    let replacing = Promise.resolve();
    const everySecond = setInterval(() => {
      replacing = replacing.then(replace);
    }, 1000);
    const setupClient = (client) => client.on('body', (body) => answers.add(body.toString()));
    const result = await load(server, example, { connections: 64, duration: LONG_SECONDS, setupClient });
    clearInterval(everySecond);
    // The folder is removed afterwards, and who still works in it would fail.
    await replacing;
    const mixed = [...answers].filter((answer) => !known.has(answer)).length;
    const third = Math.floor(memory.length / 3);
    const [early, late] = [mean(memory.slice(third, 2 * third)), mean(memory.slice(-third))];
    return [
      {
        what: `${LONG_SECONDS} s, a model replaced every second`,
        limit: 'none fails, none mixed',
        measured: `${failures(result)} failed, ${mixed} mixed, ${answers.size} answers, ${replaced} replaced`,
        holds: failures(result) === 0 && mixed === 0 && answers.size === known.size,
      },
      {
        what: '… memory, second and last third',
        limit: 'flat (within a tenth)',
        measured: `${early.toFixed(0)} MiB, ${late.toFixed(0)} MiB`,
        holds: late <= 1.1 * early,
      },
    ];
  } finally {
    await server.stop();
  }
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The median of ratios, and the least and the greatest. */
function spread(ratios) {
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)}, from ${least.toFixed(2)} to ${greatest.toFixed(2)}`;
}
