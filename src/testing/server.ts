import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { saveTraining } from '../pipeline/save-training.ts';
import { train } from '../pipeline/train-run.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { startListening } from '../server/listen.ts';
import type { LogLine } from '../server/request-log.ts';
import { createServer, type ServerSettings } from '../server/server.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { chartRequestFor, testContext } from './context.ts';

/** A server of a test's own on loopback, closed after it. */
export interface TestServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly context: Context;
  readonly lines: readonly LogLine[];
  readonly post: (body: unknown, path?: string) => Promise<Response>;
}

export async function testServer(
  settings: Partial<ServerSettings> = {},
  overrides: Partial<Context> = {},
): Promise<TestServer> {
  const context = await testContext(overrides);
  const lines: LogLine[] = [];
  const app = createServer(context, {
    gate: { isLoopback: true, token: undefined },
    offline: true,
    log: (line) => lines.push(line),
    // Tests leave connections idle; nothing is on its way in them.
    timeouts: { headersMs: 10_000, requestMs: 20_000, checkMs: 1000, idleMs: 0, longestMs: 5000 },
    ...settings,
  });
  const url = await startListening(app, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return {
    url,
    app,
    context,
    lines,
    post: (body, path = '/predict') =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** Trains on the bundled bitcoin and puts the run in use. */
export async function trainInto(context: Context, settings: Partial<TrainSettings> = {}): Promise<SavedRun> {
  const training = await listen(train(chartRequestFor(), { ...defaultSettings, ...settings }, context));
  return saveTraining(training, 365, context);
}

/** Sends bytes as they are, and returns what comes back until the server closes the connection. */
export async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
