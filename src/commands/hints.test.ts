import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExpectedError, Facts } from '../errors.ts';
import { runInProcess } from '../testing/in-process.ts';
import { createSandbox, type Sandbox } from '../testing/run-program.ts';
import { explained } from '../workspace/workspace.ts';
import { quoted, suggested } from './given-flags.ts';
import { commandHint } from './hints.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
  vi.stubEnv('XDG_CONFIG_HOME', join(sandbox.home, '.config'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox[Symbol.asyncDispose]();
});

const run = (line: string) => runInProcess(line.split(' '), { workspace: sandbox.workspace });

describe('a suggested command repeats the flags that were given', () => {
  test.each([
    [
      'predict --coin dash --vs eur --target large-move',
      'crypto-predict train --coin dash --vs eur --target large_move',
    ],
    ['predict --coin dash', 'crypto-predict train --coin dash'],
    ['train dash --vs eur --source cache', 'crypto-predict fetch --coin dash --vs eur'],
    ['predict --run nosuch --coin dash --vs eur', 'crypto-predict train --coin dash --vs eur'],
    ['train dash,zcash --vs eur --source cache', 'crypto-predict fetch --coin zcash --vs eur'],
    ['test bitcoin', 'crypto-predict test SIGNAL --coin bitcoin'],
    ['test DASH --target large_move', 'crypto-predict test SIGNAL --coin dash --target large_move'],
    ['test mood', 'crypto-predict signals import FILE'],
    ['train BTC-USD --offline', 'did you mean --coin bitcoin --vs usd\\?'],
    ['train ETHUSDT --offline', 'did you mean --coin ethereum --vs usdt\\?'],
  ])('%s → %s', async (line, command) => {
    const { stderr, stdout, exitCode } = await run(line);
    expect(exitCode).toBeGreaterThanOrEqual(4);
    expect(`${stdout}${stderr}`).toMatch(new RegExp(`${command}(,| while| --workspace|\\n)`));
  });

  test('each as far as the command that is suggested takes it', () => {
    const given = {
      coin: 'dash',
      vs: 'eur',
      source: 'coinbase',
      target: 'large_move',
      workspace: "my lab's",
    };
    const place = `--workspace 'my lab'\\''s'`;
    expect(suggested('retrain', given)).toBe(
      `crypto-predict retrain --coin dash --vs eur --source coinbase --target large_move ${place}`,
    );
    expect(suggested('fetch --coin bitcoin', given)).toBe(
      `crypto-predict fetch --coin bitcoin --vs eur --source coinbase ${place}`,
    );
    expect(suggested('fetch --coin bitcoin', { source: 'bundled' })).toBe(
      'crypto-predict fetch --coin bitcoin',
    );
    expect(suggested('runs', given)).toBe(`crypto-predict runs ${place}`);
    expect(commandHint({ code: 'companion_elsewhere', facts: { source: 'coinbase' } }, { vs: 'eur' })).toBe(
      'run crypto-predict fetch --coin bitcoin --days max --vs eur, or use another --feature-set',
    );
    expect(commandHint({ code: 'replaced_meanwhile' }, { coin: 'dash', vs: 'eur' })).toBe(
      'run crypto-predict retrain --coin dash --vs eur again',
    );
    expect(
      commandHint({ code: 'status_drift', facts: { coin: 'dash' } }, { coin: 'dash,zcash', vs: 'eur' }),
    ).toBe('consider crypto-predict retrain --coin dash --vs eur');
  });
});

test('a pair is taken for a coin and a currency where its source does not answer, unless prices of it are stored', () => {
  const hint = (stands: string) =>
    commandHint({ code: 'unreachable', facts: { stands } }, { coin: 'btcusd' });
  expect(hint('nothing')).toBe('did you mean --coin bitcoin --vs usd?');
  expect(hint('the stored chart')).toBe('try again later, or use --offline');
});

test('a signal without a name is named by its flag, one of several by its column', () => {
  const said = (facts: Facts) => commandHint({ code: 'no_signal_name', facts, hint: 'rename it' }, {});
  expect(said({})).toBe('say what it is called with --name');
  expect(said({ column: '?' })).toBe('rename it');
  expect(commandHint({ code: 'port_not_allowed' }, {})).toBe('choose one over 1023 with --port');
});

test.each([
  ['ENOSPC', 'make room, or name another folder with --workspace'],
  ['EROFS', 'name another folder with --workspace'],
  ['EISDIR', 'move it away'],
])('a workspace that cannot be used by %s is named by its flag where another one helps', (code, hint) => {
  const error = explained(Object.assign(new Error(code), { code }), 'models', 'linux');
  expect(commandHint(error as ExpectedError, {})).toBe(hint);
});

test('a word with blanks is quoted as the shells of the system take it', () => {
  expect(quoted('my lab', 'linux')).toBe("'my lab'");
  expect(quoted('C:\\my lab', 'win32')).toBe('"C:\\my lab"');
  expect(quoted('data/lab-1', 'win32')).toBe('data/lab-1');
});

test('a coin that is compared with itself needs another, not a file', async () => {
  const { exitCode, stderr } = await run('train bitcoin --target beats-bitcoin --source bundled');
  expect([exitCode, stderr]).toEqual([
    2,
    'error: bitcoin cannot be compared with itself; choose another coin, or another target\n',
  ]);
});

test('config takes a ticker for its coin, and says where no price is known to be in a currency', async () => {
  expect(await run('config set coin BTC')).toMatchObject({
    exitCode: 0,
    stdout: 'coin is now bitcoin\n',
    stderr: '! BTC is taken for Bitcoin: bitcoin\n',
  });
  const unknown = await run('config set vs_currency xyz');
  expect(unknown.stderr).toBe(
    '! xyz is not a currency in which CoinGecko or an exchange quotes, as far as is known\n',
  );
  expect((await run('config set vs_currency eur')).stderr).toBe('');
});
