import { type ChildProcess, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import {
  type Answer,
  coingeckoServer,
  drip,
  halfSilence,
  json,
  marketChart,
  silence,
} from '../testing/coingecko-server.ts';
import { createSandbox, type Outcome, type Sandbox } from '../testing/run-program.ts';

const ENDLESS = ['--optimizer', 'gradient-descent', '--tolerance', '1e-15', '--epochs', '10000000'];

/** From the last byte of an answer to the middle of the training on it. */
const TO_BEGIN_MS = 500;

interface Interrupted {
  readonly outcome: Outcome;
  /** From the signal to the end of the process. */
  readonly milliseconds: number;
}

/** Runs the program, and sends it a signal as soon as something has happened. */
async function interrupt(
  sandbox: Sandbox,
  args: readonly string[],
  {
    signal,
    baseUrl = 'http://127.0.0.1:9',
    when,
  }: {
    readonly signal: NodeJS.Signals;
    readonly baseUrl?: string;
    readonly when: (child: ChildProcess, now: () => void) => void;
  },
): Promise<Interrupted> {
  let sent = Number.NaN;
  const outcome = await sandbox.run(args, {
    env: { COINGECKO_BASE_URL: baseUrl },
    meanwhile: (child) =>
      when(child, () => {
        sent = performance.now();
        child.kill(signal);
      }),
  });
  return { outcome, milliseconds: performance.now() - sent };
}

/** The same as soon as the program asks a server, which then is silent; before that it has given some answers. */
async function interruptAsking(
  sandbox: Sandbox,
  args: readonly string[],
  { signal, before = [] }: { readonly signal: NodeJS.Signals; readonly before?: readonly Answer[] },
): Promise<Interrupted> {
  let asked = () => {};
  await using server = await coingeckoServer([...before, () => asked()]);
  return await interrupt(sandbox, args, {
    signal,
    baseUrl: server.baseUrl,
    when: (_, now) => {
      asked = now;
    },
  });
}

/** Ended at once, and nothing was changed. */
async function expectEnded(sandbox: Sandbox, { outcome, milliseconds }: Interrupted, exitCode: number) {
  const stderr = 'error: interrupted; nothing was changed\n';
  expect(outcome).toMatchObject({ exitCode, stdout: '', stderr });
  expect(milliseconds).toBeLessThan(3000);
  expect(await sandbox.snapshot()).toEqual({});
}

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const)(
    '%s ends a fetch from a silent server with %d at once, and nothing is changed',
    async (signal, exitCode) => {
      await using sandbox = await createSandbox();
      const interrupted = await interruptAsking(sandbox, ['fetch', '--coin', 'bitcoin'], { signal });
      await expectEnded(sandbox, interrupted, exitCode);
    },
  );

  test('ends a wait for a rate limit at once', async () => {
    await using sandbox = await createSandbox();
    await using server = await coingeckoServer(json({}, 429, { 'retry-after': '60' }));
    const { outcome, milliseconds } = await interrupt(sandbox, ['fetch', '--coin', 'bitcoin'], {
      signal: 'SIGINT',
      baseUrl: server.baseUrl,
      when: (child, now) => child.stderr?.once('data', now),
    });
    expect(outcome.exitCode).toBe(130);
    expect(outcome.stderr).toMatch(
      /^rate limit: trying again in 4\.0 s\nerror: interrupted; nothing was changed\n$/,
    );
    expect(milliseconds).toBeLessThan(3000);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a training with %d, and nothing is changed', async (signal, exitCode) => {
    await using sandbox = await createSandbox();
    let answered = () => {};
    await using server = await coingeckoServer((request, response) => {
      response.on('finish', () => answered());
      marketChart(request, response);
    });
    const interrupted = await interrupt(sandbox, ['train', '--coin', 'x-coin', ...ENDLESS], {
      signal,
      baseUrl: server.baseUrl,
      when: (_, now) => {
        answered = () => void setTimeout(now, TO_BEGIN_MS);
      },
    });
    await expectEnded(sandbox, interrupted, exitCode);
  });

  test('is told as JSON where JSON is wanted', async () => {
    await using sandbox = await createSandbox();
    const { outcome } = await interruptAsking(sandbox, ['fetch', '--format', 'json'], { signal: 'SIGINT' });
    expect(outcome.stdout).toBe('');
    expect(JSON.parse(outcome.stderr)).toEqual({
      error: { code: 'interrupted', message: 'interrupted', hint: 'nothing was changed' },
    });
  });
});

describe('of several coins', () => {
  test('an evaluation keeps those that were done, says which, and leaves whole JSON', async () => {
    await using sandbox = await createSandbox();
    await using server = await coingeckoServer(marketChart);
    const coins = Array.from({ length: 12 }, (_, i) => `coin-${i}`);
    const args = ['evaluate', '--coin', coins.join(','), '--format', 'json'];
    const { outcome } = await interrupt(sandbox, args, {
      signal: 'SIGINT',
      baseUrl: server.baseUrl,
      when: (child, now) => child.stdout?.once('data', now),
    });
    expect(outcome.exitCode).toBe(130);
    const { coins: done, pooled } = JSON.parse(outcome.stdout);
    const names = done.map(({ coin }: { coin: string }) => coin);
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(coins.length);
    expect(names).toEqual(coins.slice(0, names.length));
    expect(pooled).toBeNull();
    expect(JSON.parse(outcome.stderr.trim().split('\n').at(-1) ?? '')).toEqual({
      error: {
        code: 'interrupted',
        message: 'interrupted',
        hint: `done before: ${names.join(', ')}; nothing else was changed`,
      },
    });
    const kept = Object.keys(await sandbox.snapshot());
    for (const name of names) expect(kept).toContain(`data/evaluations/${name}_usd_classic.json`);
  });

  test('a fetch says which were brought in', async () => {
    await using sandbox = await createSandbox();
    const { outcome } = await interruptAsking(sandbox, ['fetch', '--coin', 'a,b,c'], {
      signal: 'SIGTERM',
      before: [marketChart],
    });
    expect(outcome).toMatchObject({
      exitCode: 143,
      stdout: '',
      stderr: 'error: interrupted; done before: a; nothing else was changed\n',
    });
  });
});

describe('a server that never ends its answer', () => {
  test.each<[string, Answer]>([
    ['is silent', silence],
    ['stops in the middle', halfSilence],
    ['drips', drip],
  ])(
    'row 9: a server that %s → the whole of train falls back to the snapshot within 15 s',
    async (_, answer) => {
      await using sandbox = await createSandbox();
      await using server = await coingeckoServer(answer);
      const start = performance.now();
      const outcome = await sandbox.run(['train', '--coin', 'bitcoin', '--format', 'json'], {
        env: { COINGECKO_BASE_URL: server.baseUrl },
      });
      expect(performance.now() - start).toBeLessThan(15_000);
      expect(outcome.exitCode).toBe(0);
      expect(JSON.parse(outcome.stdout)).toMatchObject({ source: 'bundled' });
      expect(outcome.stderr).toMatch(/did not answer .*; using the bundled snapshot, to /);
    },
  );
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the wait for stdin', async (signal) => {
  await using sandbox = await createSandbox();
  expect((await sandbox.run(['train', '--source', 'bundled', '--quiet'])).exitCode).toBe(0);
  const outcome = await sandbox.run(['predict', '--json', '-'], {
    stdin: null,
    // More than a pipe holds: it is written once the program reads.
    meanwhile: (child) => child.stdin?.write(' '.repeat(1024 * 1024), () => child.kill(signal)),
  });
  expect(outcome.exitCode).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(outcome.stderr).toBe('error: interrupted; nothing was changed\n');
});

test.runIf(existsSync('/proc/self/status'))('a second SIGINT ends what cannot be stopped', async () => {
  await using sandbox = await createSandbox();
  await promisify(execFile)('mkfifo', [join(sandbox.workspace, 'pipe')]);
  const outcome = await sandbox.run(['fetch', '--coin', 'bitcoin', '--from', 'pipe'], {
    meanwhile: async (child) => {
      await vi.waitFor(async () => expect(await catchesSigint(child.pid)).toBe(true));
      while (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await delay(300);
      }
    },
  });
  expect(outcome).toMatchObject({ signal: 'SIGINT', stdout: '' });
  expect(await sandbox.snapshot()).toEqual({ pipe: 'folder' });
});

/** Whether a process has taken SIGINT, the second signal, into its own hands. */
async function catchesSigint(pid: number | undefined): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return (BigInt(`0x${caught}`) & 2n) === 2n;
}
