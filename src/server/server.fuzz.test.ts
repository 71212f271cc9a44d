import { once } from 'node:events';
import { METHODS } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import * as v from 'valibot';
import { afterAll, expect } from 'vitest';
import { testContext } from '../testing/context.ts';
import { fuzz } from '../testing/fuzz.ts';
import { createFuzzedProgram } from '../testing/fuzzed-program.ts';
import { legible, mutated } from '../testing/mutations.ts';
import { readRunInUse } from '../workspace/runs.ts';
import { startListening } from './listen.ts';
import { errorAnswer, validationErrorAnswer } from './schemas.ts';
import { createServer } from './server.ts';

const { sandbox, ...program } = await createFuzzedProgram([
  ['train', '--offline', '--quiet', '--epochs', '5'],
]);
const workspace = { root: sandbox.workspace };
const app = createServer(await testContext({ workspace }), {
  rules: { isLoopback: true, token: undefined, allowedHosts: [] },
  offline: true,
  logsForecasts: false,
  log: () => {},
});
const before = await sandbox.snapshot();
const url = await startListening(app, { host: '127.0.0.1', port: 0 });
const { host, hostname, port } = new URL(url);
afterAll(async () => {
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await app.close();
  const written = Object.keys(await sandbox.snapshot()).filter((name) => !(name in before));
  expect(written).toEqual(written.filter((name) => /^data(\/forecasts(\/bitcoin_usd\.jsonl)?)?$/.test(name)));
  expect(await sandbox.snapshot()).toMatchObject(before);
  await program[Symbol.asyncDispose]();
});

const { model } = await readRunInUse(workspace);
const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'bitcoin',
    'usd',
    'true',
    '..',
    '%2e%2e',
    '%00',
    '%',
    '__proto__',
    'ü',
    '%ff',
    ' ',
    'a'.repeat(300),
  ),
);
const path = fc.oneof(
  fc.constantFrom(
    '/predict',
    '/predict',
    '/forecast/bitcoin',
    '/health',
    '/metrics',
    '/openapi.json',
    '/docs',
    '/',
    '*',
  ),
  fc.tuple(fc.constantFrom('/forecast/', '/docs/', '/', ''), word).map((parts) => parts.join('')),
);
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom('coin', 'vs', 'explain'), word), word), {
      minLength: 1,
      maxLength: 3,
    })
    .map((pairs) => `?${pairs.map((pair) => pair.join('=')).join('&')}`),
);
const row = fc.record(
  Object.fromEntries(model.features.map((name) => [name, fc.constantFrom(1, 5, 2026, 9e4)])),
);
const body = fc.oneof(
  { weight: 2, arbitrary: row.map((values) => JSON.stringify(values)) },
  fc
    .array(fc.oneof(row, fc.dictionary(word, fc.jsonValue())), { maxLength: 3 })
    .map((rows) => JSON.stringify(rows)),
  fc.json(),
  mutated(row.map((values) => JSON.stringify(values))).map((bytes) => bytes.toString('latin1')),
  fc.constantFrom('', 'x'.repeat(1024 * 1024 + 1)),
);
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom('content-type', 'origin', 'host', 'authorization', 'accept', 'expect', 'upgrade'),
    fc.oneof(
      word,
      fc.constantFrom('application/json', 'text/plain', 'chunked', `http://${host}`, '100-continue', 'h2c'),
    ),
  ),
  fc.tuple(word, word),
);

/** A request as it goes over the wire, well formed as far as its parts are. */
const request = fc
  .record({
    method: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD') },
      fc.constantFrom(...METHODS),
      word,
    ),
    path,
    query,
    type: fc.oneof({ weight: 5, arbitrary: fc.constant('application/json') }, word),
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(header, { maxLength: 3 })),
    body: fc.option(body),
  })
  .map(({ method, path, query, type, headers, body }) => {
    const length =
      body === null
        ? []
        : [
            ['content-type', type],
            ['content-length', String(Buffer.byteLength(body))],
          ];
    const lines = [['host', host], ['connection', 'close'], ...length, ...headers].map((pair) =>
      pair.join(': '),
    );
    return [`${method} ${path}${query} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n');
  });

interface Sent {
  readonly bytes: Buffer;
  /** Whether the server can see where the request ends; else the connection is ended for it. */
  readonly isWhole: boolean;
}

const sent = (bytes: fc.Arbitrary<Uint8Array>, isWhole: boolean): fc.Arbitrary<Sent> =>
  bytes.map((each) => ({ bytes: legible(Buffer.from(each)), isWhole }));
const inputs = fc.oneof(
  {
    weight: 6,
    arbitrary: sent(
      request.map((text) => Buffer.from(text)),
      true,
    ),
  },
  { weight: 3, arbitrary: sent(mutated(request), false) },
  { weight: 1, arbitrary: sent(fc.uint8Array({ minLength: 1, maxLength: 200 }), false) },
);

/** What a server says to whoever asks whether the body may come. */
const goOn = 'HTTP/1.1 100 Continue\r\n\r\n';

/** Sends bytes as they are; returns what comes back until the server closes. */
async function send({ bytes, isWhole }: Sent): Promise<Buffer> {
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server that has said no before all was sent may close on what is still on its way.
  socket.on('error', () => {});
  socket.write(bytes);
  if (!isWhole) socket.end();
  await once(socket, 'close');
  const received = Buffer.concat(chunks);
  return received.subarray(received.indexOf(goOn) === 0 ? goOn.length : 0);
}

const page = /^(text\/html|text\/plain; version=|(text|application)\/javascript|text\/css|image\/)/;

/** Expects what holds of every answer, and returns its status. Another answer may follow, to what else was sent. */
function expectAnswer(answer: Buffer, isHead: boolean): number {
  const text = answer.toString('latin1');
  const end = text.indexOf('\r\n\r\n') + 4;
  const head = text.slice(0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  expect(status === 200 || (status >= 400 && status < 500) || status === 503, text.slice(0, 300)).toBe(true);
  if (isHead) return status;
  const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? '';
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
  if (status === 200 && page.test(type)) return status;
  expect(type, text.slice(0, 300)).toMatch(/^application\/json/);
  const document: unknown = JSON.parse(answer.toString('utf8', end, end + length));
  if (status === 422) v.parse(validationErrorAnswer, document);
  else if (status !== 200) v.parse(errorAnswer, document);
  return status;
}

fuzz('HTTP requests', inputs, async (input) => {
  const answer = await send(input);
  // Whoever hangs up gets no answer that takes a turn of the event loop.
  if (answer.length === 0 && !input.isWhole) return 'refused';
  const status = expectAnswer(answer, /^\s*HEAD/.test(input.bytes.toString('latin1')));
  return status === 200 ? 'accepted' : 'refused';
});
