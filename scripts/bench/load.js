import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import autocannon from 'autocannon';
import { node } from './harness.js';

/** Servers in processes of their own, and load upon them. */

/** Starts a server on a free port, its log thrown away, and waits until it answers. */
export async function startServer(args) {
  const port = await freePort();
  const child = spawn(node, [...args, '--port', String(port)], { stdio: 'ignore' });
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

/** Asks for predictions over many connections, for some seconds. */
export function load({ url }, body, options) {
  const headers = { 'content-type': 'application/json' };
  return autocannon({ url: `${url}/predict`, method: 'POST', headers, body, ...options });
}

/** The answer to one prediction. */
export async function answerOf({ url }, body) {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/predict`, { method: 'POST', headers, body })).text();
}

/** The example that the server's own description gives. */
export async function exampleOf({ url }) {
  const document = await (await fetch(`${url}/openapi.json`)).json();
  return JSON.stringify(document.paths['/predict'].post.requestBody.content['application/json'].example);
}

/** How many requests of a load failed in any way. */
export function failures({ errors, timeouts, non2xx }) {
  return errors + timeouts + non2xx;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
