import { once } from 'node:events';
import { connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import { defaultSettings, type TrainSettings } from '../run.ts';
import { startListening } from '../server/listen.ts';
import type { LogLine } from '../server/request-log.ts';
import { createServer, type ServerSettings } from '../server/server.ts';
import { saveTraining } from '../training/save-training.ts';
import { type Training, train } from '../training/train-run.ts';
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
    rules: { isLoopback: true, token: undefined, allowedHosts: [] },
    offline: true,
    logsForecasts: true,
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

const trainings = new Map<string, Promise<Training>>();

/**
 * Trains on the bundled bitcoin and puts the run in use. What the same settings come to at the same time is trained
 * once.
 */
export async function trainInto(context: Context, settings: Partial<TrainSettings> = {}): Promise<SavedRun> {
  const key = JSON.stringify([settings, context.now()]);
  const training = trainings.get(key) ?? trainOnBitcoin({ ...defaultSettings, ...settings }, context);
  trainings.set(key, training);
  return saveTraining(await training, 365, context);
}

function trainOnBitcoin(settings: TrainSettings, context: Context): Promise<Training> {
  return listen(train(chartRequestFor(), settings, context));
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

/** An answer's JSON, whose shape a test knows. */
// biome-ignore lint/suspicious/noExplicitAny: a test states the shape by what it expects.
export async function jsonOf(response: Response | Promise<Response>): Promise<any> {
  return (await response).json();
}

/** The example that the server publishes. */
export async function exampleOf({ url }: Pick<TestServer, 'url'>): Promise<Record<string, number>> {
  const document = await jsonOf(await fetch(`${url}/openapi.json`));
  return document.paths['/predict'].post.requestBody.content['application/json'].example;
}

/** A server over a workspace with a model. */
export interface TrainedServer extends TestServer {
  readonly run: SavedRun;
  readonly example: Readonly<Record<string, number>>;
}

/** Starts servers, each over a workspace of its own with a run of such a training, which is done once. */
export function trainedServers(
  training: Partial<TrainSettings> = {},
): (settings?: Partial<ServerSettings>, overrides?: Partial<Context>) => Promise<TrainedServer> {
  return async (settings = {}, overrides = {}) => {
    const context = await testContext();
    const run = await trainInto(context, training);
    const server = await testServer(settings, { ...overrides, workspace: context.workspace });
    return { ...server, run, example: await exampleOf(server) };
  };
}
