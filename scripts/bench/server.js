import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import Fastify from 'fastify';

/**
 * Measures the server as it is built: requests a second and latencies beside a bare Fastify route that echoes the
 * same body, 1,000 connections, memory over a minute, a model replaced every second, and the start.
 * `node scripts/bench/server.js [seconds of each load, 10] [seconds of the long load, 60]`
 */
const [seconds = 10, longSeconds = 60] = process.argv.slice(2).map(Number);
const program = join(import.meta.dirname, '..', '..', 'bin', 'crypto-predict.js');

if (process.argv[2] === 'echo') {
  await serveEcho();
} else {
  await measureAll();
}

/** The yardstick, in a process of its own. */
async function serveEcho() {
  const app = Fastify();
  app.post('/predict', async (request) => request.body);
  app.get('/health', async () => ({}));
  await app.listen({ port: Number(process.argv[4]) });
  process.on('SIGTERM', () => process.exit(0));
}

async function measureAll() {
  const workspace = await mkdtemp(join(tmpdir(), 'crypto-predict-bench-'));
  try {
    await run(['train', '--coin', 'bitcoin', '--offline', '--quiet', '--workspace', workspace]);
    await run(['train', '--coin', 'bitcoin', '--offline', '--quiet', '--l2', '10', '--workspace', workspace]);
    await measureStart(workspace);
    await measureLoad(workspace);
    await measureReplacement(workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

/** From the start of the process to the end of the first answer, beside `node -e 0`; medians of 15. */
async function measureStart(workspace) {
  const bare = await median(15, async () => {
    const started = performance.now();
    await once(spawn(process.execPath, ['-e', '0']), 'exit');
    return performance.now() - started;
  });
  const first = await median(15, async () => {
    const started = performance.now();
    const args = [program, 'serve', '--offline', '--port', '0', '--workspace', workspace];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = await once(child.stderr, 'data');
    const [, url] = /listening on (http:[^"]+)/.exec(said) ?? [];
    await (await fetch(`${url}/health`)).text();
    const took = performance.now() - started;
    child.kill('SIGKILL');
    await once(child, 'close');
    return took;
  });
  console.log(`start to first answer  ${ms(first)}, node -e 0 ${ms(bare)}: ${(first / bare).toFixed(2)} ×`);
}

async function measureLoad(workspace) {
  const server = await startServer([program, 'serve', '--offline', '--workspace', workspace]);
  const echo = await startServer([import.meta.filename, 'echo']);
  try {
    const example = await exampleOf(server);
    for (const target of [echo, server]) await load(target, example, { connections: 64, duration: 2 });
    const rounds = [];
    for (let round = 0; round < 3; round++) {
      rounds.push({
        echo: await load(echo, example, { connections: 64, duration: seconds }),
        predict: await load(server, example, { connections: 64, duration: seconds }),
      });
    }
    for (const { echo: bare, predict } of rounds) {
      console.log(
        `64 connections         predict ${rate(predict)}, echo ${rate(bare)}: ` +
          `${(predict.requests.average / bare.requests.average).toFixed(2)} of it; p99 ${predict.latency.p99} ms, ` +
          `echo ${bare.latency.p99} ms: ${(predict.latency.p99 / bare.latency.p99).toFixed(2)} ×; ${faults(predict)}`,
      );
    }
    const many = await load(server, example, { connections: 1000, duration: seconds });
    console.log(`1,000 connections      ${rate(many)}, p99 ${many.latency.p99} ms; ${faults(many)}`);
  } finally {
    await server.stop();
    await echo.stop();
  }
}

/** A model replaced every second, while memory is watched; then SIGTERM under load. */
async function measureReplacement(workspace) {
  const server = await startServer([program, 'serve', '--offline', '--workspace', workspace]);
  const example = await exampleOf(server);
  const { runs } = JSON.parse(await run(['runs', '--format', 'json', '--workspace', workspace]));
  const expected = new Map();
  for (const { id } of runs) {
    await run(['runs', 'use', id, '--workspace', workspace]);
    expected.set(id, await (await post(server, example)).text());
  }
  const memory = [];
  const watching = setInterval(async () => {
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    memory.push(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }, 1000);
  let replaced = 0;
  const replacing = setInterval(() => {
    void run(['runs', 'use', runs[replaced++ % runs.length].id, '--workspace', workspace]);
  }, 1000);
  const answers = new Map();
  const result = await load(server, example, {
    connections: 64,
    duration: longSeconds,
    setupClient: (client) =>
      client.on('body', (body) => {
        const text = body.toString();
        answers.set(text, (answers.get(text) ?? 0) + 1);
      }),
  });
  clearInterval(watching);
  clearInterval(replacing);
  const mixed = [...answers.keys()].filter((text) => ![...expected.values()].includes(text));
  console.log(
    `${longSeconds} s, ${replaced} replacements  ${rate(result)}; ${faults(result)}; ` +
      `${answers.size} different answers, ${mixed.length} mixed`,
  );
  const quarter = Math.max(1, Math.floor(memory.length / 4));
  console.log(
    `memory                 ${memory[0]?.toFixed(0)} MiB at first, ${mean(memory.slice(quarter, 2 * quarter)).toFixed(0)} in the second quarter, ` +
      `${mean(memory.slice(-quarter)).toFixed(0)} in the last, ${Math.max(...memory).toFixed(0)} at most`,
  );
  await server.stop();
}

function load({ url }, body, options) {
  return autocannon({
    url: `${url}/predict`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    ...options,
  });
}

function post({ url }, body) {
  return fetch(`${url}/predict`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function exampleOf({ url }) {
  const document = await (await fetch(`${url}/openapi.json`)).json();
  return JSON.stringify(document.paths['/predict'].post.requestBody.content['application/json'].example);
}

/** Starts a server on a free port, its log thrown away, and waits until it answers. */
async function startServer(args) {
  const port = await freePort();
  const child = spawn(process.execPath, [...args, '--port', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health`).catch(() => false))) {
    if (child.exitCode !== null) throw new Error('the server did not start');
  }
  return {
    url,
    pid: child.pid,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function run(args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`crypto-predict ${args.join(' ')} ended with ${code}`);
  return output;
}

async function median(times, measure) {
  const values = [];
  for (let i = 0; i < times; i++) values.push(await measure());
  return values.toSorted((a, b) => a - b)[Math.floor(times / 2)];
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}

function rate({ requests }) {
  return `${Math.round(requests.average).toLocaleString('en-US')} requests/s`;
}

function faults({ errors, timeouts, non2xx }) {
  return `${errors} errors, ${timeouts} timeouts, ${non2xx} not 2xx`;
}
