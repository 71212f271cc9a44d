import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { exampleOf, trainInto } from '../testing/server.ts';

interface Started {
  readonly url: string;
  readonly child: ChildProcess;
  readonly logged: () => string;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string }>;
}

function program(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(packageRoot, 'bin/crypto-predict.js'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout }));
  return { child, logged: () => stderr, ended };
}

async function serve(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const started = program(['serve', '--offline', ...args], env);
  const address = /listening on (http:\/\/[^"]+)/;
  await expect.poll(started.logged, { timeout: 10_000 }).toMatch(address);
  return { ...started, url: address.exec(started.logged())?.[1] ?? '' };
}

it('row 58: the port in use → exit 1 with one line', async () => {
  const folder = await temporaryFolder();
  const { url } = await serve(['--port', '0', '--workspace', folder]);
  const { port } = new URL(url);
  const second = program(['serve', '--port', port, '--workspace', folder]);
  expect((await second.ended).code).toBe(1);
  expect(second.logged()).toBe(
    `error: port ${port} on 127.0.0.1 is in use; stop what uses it, or choose another with --port\n`,
  );
});

it.each([
  [['--port', '99999'], 'use a whole number from 0 to 65535'],
  [['--host', 'no.such.host.invalid', '--port', '0'], 'is not an address of this machine'],
  [['--token', ''], 'use printable characters'],
])('row 44: serve %j → exit 2, says what is allowed', async (args, message) => {
  const { ended, logged } = program(['serve', ...args, '--workspace', await temporaryFolder()]);
  expect((await ended).code).toBe(2);
  expect(logged()).toContain(message);
  expect(logged().trim().split('\n')).toHaveLength(1);
});

it('row 60: beyond loopback → only when told to, with a warning', async () => {
  const folder = await temporaryFolder();
  const { url, logged } = await serve(['--port', '0', '--workspace', folder]);
  expect(new URL(url).hostname).toBe('127.0.0.1');
  expect(logged()).not.toContain('warn');
  const beyond = await serve(['--host', '0.0.0.0', '--port', '0', '--workspace', folder], {
    CRYPTO_PREDICT_TOKEN: 'of-the-environment',
  });
  expect(beyond.logged()).toContain('"level":"warn","msg":"listening beyond this machine, on 0.0.0.0');
  const { port } = new URL(beyond.url);
  const ask = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${port}/metrics`, { headers });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ authorization: 'Bearer of-the-environment' })).status).toBe(200);
  await expect.poll(beyond.logged).toContain('"status":401');
  expect(beyond.logged()).not.toContain('of-the-environment');
});

it('says nothing but errors with --quiet, beyond this machine, too', async () => {
  const folder = await temporaryFolder();
  const { port } = new URL((await serve(['--port', '0', '--workspace', folder])).url);
  const used = ['serve', '--quiet', '--offline', '--workspace', folder, '--port'];
  const refused = program([...used, port]);
  expect((await refused.ended).code).toBe(1);
  expect(refused.logged()).toMatch(/^error: port \d+ on 127\.0\.0\.1 is in use;.*\n$/);
  const free = await freePort();
  const { child, logged, ended } = program([...used, free, '--host', '0.0.0.0']);
  const status = () =>
    fetch(`http://127.0.0.1:${free}/health`).then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(status, { timeout: 10_000 }).not.toBe(0);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 143, stdout: '' });
  expect(logged()).toBe('');
});

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return String(address.port);
}

/** Trains, starts a server over that, and gives the bytes of a request for the published example. */
async function serveModel() {
  const context = await testContext();
  await trainInto(context);
  const served = await serve(['--port', '0', '--workspace', context.workspace.root]);
  const { host, hostname, port } = new URL(served.url);
  const body = JSON.stringify(await exampleOf(served));
  const head = `POST /predict HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  return {
    ...served,
    request: `${head}Content-Length: ${body.length}\r\n\r\n${body}`,
    connect: async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      return socket;
    },
    /** A figure of the server's own metrics. */
    figure: async (name: RegExp) => {
      const text = await (await fetch(`${served.url}/metrics`)).text();
      return Number(new RegExp(`${name.source} (\\d+)`).exec(text)?.[1] ?? 0);
    },
  };
}

const ANSWERED = /route="\/predict",status="200"\}/;
const MEMORY = /process_resident_memory_bytes/;

it('row 62: SIGTERM under load of 32 connections → every accepted request is answered, exit 143', async () => {
  const { child, ended, request, figure, ...server } = await serveModel();
  const results = Array.from({ length: 32 }, async () => {
    const socket = await server.connect();
    let [asked, answered, reset] = [0, 0, false];
    const ask = () => {
      asked += 1;
      socket.write(request);
    };
    socket.on('error', () => {
      reset = true;
    });
    socket.on('data', (chunk) => {
      answered += chunk.toString().split('HTTP/1.1 200 OK').length - 1;
      if (/connection: close/i.test(chunk.toString())) socket.end();
      else if (answered === asked) ask();
    });
    ask();
    await once(socket, 'close');
    return { asked, answered, reset };
  });
  await expect.poll(() => figure(ANSWERED), { timeout: 10_000 }).toBeGreaterThan(500);
  child.kill('SIGTERM');
  for (const { asked, answered, reset } of await Promise.all(results)) {
    expect({ answered, reset }).toEqual({ answered: asked, reset: false });
  }
  const { code, stdout } = await ended;
  expect(code).toBe(143);
  expect(stdout).toMatch(/^Answered [\d,]+ requests?\n$/);
});

it('row 63: 1,000 connections at once, each asking three times → all answered, under 64 MiB more memory', async () => {
  const { request, figure, ...server } = await serveModel();
  const before = await figure(MEMORY);
  const sockets = await Promise.all(Array.from({ length: 1000 }, () => server.connect()));
  for (let time = 1; time <= 3; time++) {
    const answers = sockets.map(async (socket) => {
      socket.write(request);
      const [chunk] = await once(socket, 'data');
      return String(chunk).slice(0, 15);
    });
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['HTTP/1.1 200 OK']));
    expect(await figure(ANSWERED)).toBe(1000 * time);
  }
  expect((await figure(MEMORY)) - before).toBeLessThan(64 * 1024 * 1024);
  for (const socket of sockets) socket.destroy();
});
