import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import autocannon from 'autocannon';
import { node } from './harness.js';

/** Servers in processes of their own, and load upon them. */

/** Starts a server on a free port, its log thrown away, and waits until it answers; with a token where one is given. */
export async function startServer(args, { token } = {}) {
  const port = await freePort();
  const withToken = token === undefined ? [] : ['--token', token];
  const child = spawn(node, [...args, ...withToken, '--port', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/health`).catch(() => false))) {
    if (child.exitCode !== null) throw new Error('the server did not start');
  }
  return {
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    pid: child.pid,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks for predictions over many connections, for some seconds. */
export function load({ url, ...server }, body, options) {
  const headers = { 'content-type': 'application/json', ...server.headers };
  return autocannon({ url: `${url}/predict`, method: 'POST', headers, body, ...options });
}

/** The answer to one prediction. */
export async function answerOf({ url }, body) {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/predict`, { method: 'POST', headers, body })).text();
}

/** The example that the server's own description gives. */
export async function exampleOf({ url, headers }) {
  const document = await (await fetch(`${url}/openapi.json`, { headers })).json();
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
