import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  type CoingeckoServer,
  coingeckoServer,
  cut,
  json,
  marketChart,
  silence,
  text,
} from '../testing/coingecko-server.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Outcome, type Sandbox } from '../testing/run-program.ts';

const KEY = 'CG-secret-of-the-preferences';
const ENV_KEY = 'CG-secret-of-the-environment';
const TOKEN = 'secret-of-the-server';
const SECRET = /secret/i;

let sandbox: Sandbox;
let server: CoingeckoServer;
beforeAll(async () => {
  [sandbox, server] = [await createSandbox(), await coingeckoServer(marketChart)];
  expect((await sandbox.run(['config', 'set', 'api_key', KEY, '--verbose'])).stdout).not.toMatch(SECRET);
});
afterAll(() => Promise.all([sandbox, server].map((each) => each[Symbol.asyncDispose]())));

/** What every file of the workspace says. */
async function writtenIn({ snapshot, read }: Sandbox): Promise<string> {
  const files = Object.entries(await snapshot()).filter(([, content]) => content !== 'folder');
  return (await Promise.all(files.map(([name]) => read(name)))).join('\n');
}

function printed(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

test.concurrent('no command prints the key at --verbose or writes it to the workspace, though CoinGecko gets it', async () => {
  const env = { COINGECKO_BASE_URL: server.baseUrl };
  const outcomes: Outcome[] = [];
  const run = async (command: string) =>
    void outcomes.push(await sandbox.run([...command.split(' '), '--verbose'], { env }));
  const fresh = '--coin dash --refresh';
  for (const command of [
    `fetch ${fresh}`,
    `features ${fresh}`,
    `train ${fresh} --optimizer preconditioned`,
    `predict ${fresh} --explain`,
  ])
    await run(command);
  await Promise.all(
    [
      `evaluate ${fresh} --days 400`,
      `tune ${fresh} --days 365 --jobs 1`,
      `monitor ${fresh}`,
      `retrain ${fresh}`,
      `retrain ${fresh} --dry-run`,
      'report',
      'runs list',
      'runs show',
      'config list',
      'config get api_key',
      'config get api_key --format json',
      'config set api_key CG-secret\u00a0of-no-key',
      'config path',
      'completion bash',
      'fetch --coin none-such --source bundled',
      'nonsense',
    ].map(run),
  );
  expect(printed(outcomes)).not.toMatch(SECRET);
  const written = await writtenIn(sandbox);
  expect(written).not.toMatch(SECRET);
  // That is, where something could have been said.
  expect(outcomes.filter(({ exitCode }) => exitCode === 0).length).toBeGreaterThan(12);
  expect(printed(outcomes)).toMatch(/^ {4}at /m);
  expect(written).toContain('"schema_version"');
  const sent = server.requests.map(({ headers }) => headers['x-cg-demo-api-key']);
  expect(sent.length).toBeGreaterThan(6);
  expect(new Set(sent)).toEqual(new Set([KEY]));
});

describe.concurrent('where CoinGecko', () => {
  const echo = (status: number): Answer =>
    json({ error: `no access with ${ENV_KEY} for ${ENV_KEY}` }, status);
  const refusal = { status: { error_code: 10_002, error_message: `API Key ${ENV_KEY} is missing` } };
  test.each<[string, Answer]>([
    ['refuses the key and repeats it', json(refusal, 401)],
    ['repeats the key under 403', echo(403)],
    ['repeats the key under 404', echo(404)],
    ['repeats the key under 500', echo(500)],
    ['repeats the key under 200', echo(200)],
    ['answers with the key and no JSON', text(ENV_KEY)],
    ['breaks off after the key', cut(JSON.stringify({ prices: ENV_KEY, more: 'of it' }), 50)],
    ['is silent', silence],
    [
      'leads to another host, which repeats the key in its address',
      text('', 302, { location: `http://localhost:9/${ENV_KEY}` }),
    ],
  ])('%s, no command prints it at --verbose or writes it', async (_, answer) => {
    await using own = await createSandbox();
    await using failing = await coingeckoServer(answer, answer);
    const env = { COINGECKO_BASE_URL: failing.baseUrl, COINGECKO_API_KEY: ENV_KEY };
    const asking = ['fetch', 'features', 'train', 'evaluate', 'tune', 'retrain'];
    const outcomes = await Promise.all(
      asking
        .flatMap((command) => [
          [command, '--coin', 'dash', '--source', 'coingecko', '--verbose'],
          [command, '--coin', 'dash', '--source', 'coingecko', '--verbose', '--format', 'json'],
        ])
        .map((args) => runInProcess(args, { workspace: own.workspace, env })),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(outcomes.map(() => 4));
    expect(printed(outcomes)).toMatch(/^ {4}at /m);
    expect(printed(outcomes)).not.toMatch(SECRET);
    expect(await own.snapshot()).toEqual({});
    expect(failing.requests[0]?.headers['x-cg-demo-api-key']).toBe(ENV_KEY);
  });
});

test.concurrent('a key and a token that cannot be used are refused without being repeated', async () => {
  const unusable = 'secret with spaces';
  const outcomes = await Promise.all(
    [
      { args: ['serve', '--token', unusable], env: {} },
      { args: ['serve'], env: { CRYPTO_PREDICT_TOKEN: unusable } },
      { args: ['fetch', '--refresh'], env: { COINGECKO_API_KEY: unusable } },
      { args: ['fetch', '--api-key', unusable], env: {} },
    ].flatMap(({ args, env }) =>
      ['text', 'json'].map((format) => sandbox.run([...args, '--verbose', '--format', format], { env })),
    ),
  );
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(outcomes.map(() => 2));
  expect(printed(outcomes)).not.toMatch(/secret with|with spaces/);
});

test.concurrent('the server logs neither the token nor the key, and answers neither, whatever it is asked', async ({
  onTestFinished,
}) => {
  const refusal = { status: { error_code: 10_002, error_message: `API Key ${ENV_KEY} is missing` } };
  await using failing = await coingeckoServer(json(refusal, 401));
  const answers: string[] = [];
  const outcome = await sandbox.run(['serve', '--port', '0', '--verbose'], {
    env: {
      COINGECKO_BASE_URL: failing.baseUrl,
      COINGECKO_API_KEY: ENV_KEY,
      CRYPTO_PREDICT_TOKEN: TOKEN,
    },
    meanwhile: async (child) => {
      onTestFinished(() => void child.kill('SIGKILL'));
      const [said] = (await once(child.stderr ?? child, 'data')) as [Buffer];
      const [url = ''] = /http:\/\/[\d.]+:\d+/.exec(said.toString()) ?? [];
      for (const authorization of [`Bearer ${TOKEN}`, `Bearer not-${TOKEN}`, '']) {
        for (const path of [
          '/health',
          '/forecast/bitcoin',
          '/predict',
          '/metrics',
          '/nowhere',
          '/openapi.json',
        ]) {
          const response = await fetch(url + path, { headers: { authorization } });
          answers.push(
            `${response.status} ${await response.text()} ${JSON.stringify([...response.headers])}`,
          );
        }
      }
      child.kill('SIGTERM');
    },
  });
  expect(answers).toHaveLength(18);
  expect(answers.filter((answer) => answer.startsWith('401'))).toHaveLength(6);
  expect(outcome.stderr).toContain('"path":"/forecast');
  expect(outcome.stderr + outcome.stdout + answers.join('\n')).not.toMatch(SECRET);
});
