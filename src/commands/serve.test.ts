import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { temporaryFolder, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';

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

it('ends with 1 and one line where the port is in use', async () => {
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
])('ends with 2 for %j', async (args, message) => {
  const { ended, logged } = program(['serve', ...args, '--workspace', await temporaryFolder()]);
  expect((await ended).code).toBe(2);
  expect(logged()).toContain(message);
  expect(logged().trim().split('\n')).toHaveLength(1);
});

it('listens on loopback alone, and beyond it with a warning only where it is told to', async () => {
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

it('answers every request it has accepted when it is terminated under load', async () => {
  const context = await testContext();
  await trainInto(context);
  const { url, child, ended } = await serve(['--port', '0', '--workspace', context.workspace.root]);
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: { '/predict': { post: { requestBody: { content: Record<string, { example: object }> } } } };
  };
  const { example } = document.paths['/predict'].post.requestBody.content['application/json'] ?? {};
  const { hostname, port } = new URL(url);
  const body = JSON.stringify(example);
  const request = `POST /predict HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const results = Array.from({ length: 32 }, async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
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
  const served = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/route="\/predict",status="200"\} (\d+)/.exec(text)?.[1] ?? 0);
  };
  await expect.poll(served, { timeout: 10_000 }).toBeGreaterThan(500);
  child.kill('SIGTERM');
  for (const { asked, answered, reset } of await Promise.all(results)) {
    expect({ answered, reset }).toEqual({ answered: asked, reset: false });
  }
  const { code, stdout } = await ended;
  expect(code).toBe(143);
  expect(stdout).toMatch(/^Answered \d+ requests?\n$/);
});
