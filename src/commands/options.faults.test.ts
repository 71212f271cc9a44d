import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../testing/errors.ts';
import { runInProcess } from '../testing/in-process.ts';

describe('a value out of range ends with 2 and says what is allowed', () => {
  test.each<[string, string, RegExp]>([
    ['train', '--epochs 0', /whole number from 1 to 10000000/],
    ['train', '--epochs 1.5', /whole number from 1 to 10000000/],
    ['train', '--learning-rate 1e9', /number above 0, to 1e6/],
    ['train', '--learning-rate 0', /number above 0, to 1e6/],
    ['train', '--learning-rate NaN', /number above 0, to 1e6/],
    ['train', '--test-size 1', /number above 0 and below 1/],
    ['train', '--test-size 0', /number above 0 and below 1/],
    ['train', '--test-size -0.2', /number above 0 and below 1/],
    ['train', '--l2 -1', /number from 0 to 1e12/],
    ['train', '--l2 1e999', /number from 0 to 1e12/],
    ['train', '--tolerance 0', /number above 0 and below 1/],
    ['train', '--optimizer adam', /allowed choices are nesterov, gradient-descent, preconditioned/],
    ['train', '--feature-set best', /allowed choices are classic/],
    ['serve', '--port 99999', /whole number from 0 to 65535/],
    ['evaluate', '--threshold 1.5', /number/],
    ['train', '--days 0', /max, or a whole number from 1 to 1000000/],
    ['fetch', '--days -5', /max, or a whole number from 1 to 1000000/],
    ['fetch', '--days 1e3', /max, or a whole number from 1 to 1000000/],
    ['fetch', '--vs €', /currency code such as usd/],
    ['fetch', '--coin CON', /CoinGecko id/],
    ['fetch', '--max-age 6', /number with m, h or d/],
    ['fetch', '--max-age -1h', /number with m, h or d/],
    ['fetch', '--source web', /allowed choices are auto, coingecko, cache, bundled/],
    ['features', '--limit -1', /whole number from 0 to 1000000/],
    ['runs', '--format yaml', /allowed choices are text, json/],
    ['completion', 'powershell', /allowed choices are bash, zsh, fish/],
    ['config set', 'days 0', /max, or a whole number from 1 to 1000000/],
    ['config set', 'coin ../x', /CoinGecko id/],
    ['config set', 'theme pink', /dark, light, high-contrast/],
    ['config set', 'colour red', /coin, vs_currency, target, feature_set, days, source, api_key, theme/],
  ])('row 44: %s %s → exit 2, the allowed range', async (command, flags, allowed) => {
    expectRefusal(await runInProcess([...command.split(' '), ...flags.split(' ')]), 2, allowed);
  });

  test.each([
    ['train', '--from'],
    ['train', '--bitcoin-from'],
    ['predict', '--json'],
    ['runs', '--workspace'],
  ])('%s %s with an empty path, as of a variable that is not set', async (command, name) => {
    expectRefusal(await runInProcess([command, name, '']), 2, /use a path/);
  });
});

describe('a word that is not known suggests the nearest one', () => {
  test.each([
    ['trian --vs eur', 'unknown command', 'crypto-predict train --vs eur'],
    ['TRAIN bitcoin', 'unknown command', 'crypto-predict train bitcoin'],
    ['train --hlep', '--hlep', '--help'],
    ['help trian', 'no command', 'crypto-predict train --help'],
    ['config set currency eur', 'no preference', 'vs_currency'],
    ['predcit --coin x', 'unknown command', 'crypto-predict predict --coin x'],
    ['train --con bitcoin', '--con', '--coin'],
    ['train --epoch 5', '--epoch', '--epochs'],
    ['fetch --ofline', '--ofline', '--offline'],
    ['--fromat json', '--fromat', '--format'],
    ['runs lst', 'runs lst', 'crypto-predict runs list'],
    ['runs shw x', 'runs shw', 'crypto-predict runs show x'],
    ['config gett coin', 'config gett', 'crypto-predict config get'],
  ])('%s', async (args, unknown, nearest) => {
    const outcome = await runInProcess(args.split(' '));
    expectRefusal(outcome, 2, new RegExp(`${unknown}.*did you mean ${nearest}\\?`));
  });
});

describe('a word of another program is answered with the word of this one', () => {
  test.each([
    ['bitcoin', 'did you mean crypto-predict train bitcoin?'],
    ['BTC --days 90', 'did you mean crypto-predict train bitcoin --days 90?'],
    ['eval bitcoin --vs eur', 'did you mean crypto-predict evaluate bitcoin --vs eur?'],
    ['--quiet backtest', 'did you mean crypto-predict evaluate --quiet?'],
    ['import prices.csv --coin x', 'did you mean crypto-predict fetch --from prices.csv --coin x?'],
    ['server --token hidden --port 80', 'did you mean crypto-predict serve --port 80?'],
    ['confg set api_key hidden', 'did you mean crypto-predict config set?'],
    ['eval --key hidden x', 'did you mean crypto-predict evaluate x?'],
    ['backtest x --fees 20', 'did you mean crypto-predict evaluate x --fee-bps 20?'],
    ['serve 8080', 'did you mean --port 8080?'],
    ['serve extra', 'see crypto-predict serve --help'],
    ['train BTC/USD', 'did you mean --coin bitcoin --vs usd?'],
    ['train ethereum/EUR', 'did you mean --coin ethereum --vs eur?'],
    ['train BTC/dollars', 'use a CoinGecko id: letters, digits, hyphens; for example bitcoin or avalanche-2'],
    ['train a/b', 'use a CoinGecko id: letters, digits, hyphens; for example bitcoin or avalanche-2'],
    ['predict bitcoin ethereum', 'name one coin: this command takes no list'],
    ['predict -', 'name a file with --json'],
    [
      'report --output r.html',
      'files are written into the workspace, which --workspace names; for the result, use > FILE',
    ],
    ['report --output json', 'did you mean --format json?'],
    ['runs show', 'expected the id of a run, or newest, or previous'],
    ['completion', 'expected bash, zsh, fish'],
    ['completion powershell', 'allowed choices are bash, zsh, fish'],
    ['config reset', 'did you mean crypto-predict config unset?'],
    ['fetch --exchange binance', 'did you mean --source?'],
    ['predict --features price=1', 'did you mean --json?'],
    ['version', 'did you mean crypto-predict --version?'],
    ['-v', 'did you mean --version or --verbose?'],
    ['--coin x train --offline', 'write it after the command: crypto-predict train --coin x --offline'],
    ['config --list', 'did you mean crypto-predict config list?'],
    ['test --signal mood --coin x', 'leave out --signal: crypto-predict test mood --coin=x'],
    ['predict x --json', 'name a file, or - for stdin; for JSON as output, use --format json'],
    ['predict input.json', 'name a file with --json'],
    ['train prices.csv', 'name a file with --from'],
    ['predict --file input.json', 'did you mean --json or --from?'],
    ['train bitcoin --workspace', 'see crypto-predict train --help'],
    ['ui', 'the interactive session is crypto-predict alone, on a terminal'],
    ['train --symbol BTC', 'did you mean --coin?'],
    ['train bitcoin --json', 'did you mean --format json?'],
    ['train -o json', 'did you mean --format json?'],
    ['runs rm X', 'did you mean crypto-predict runs remove X?'],
    ['runs remove X --force', 'did you mean --yes?'],
    ['evaluate --fees 10', 'did you mean --fee-bps?'],
    ['train --josn', 'see crypto-predict train --help'],
    ['zzzz', 'see crypto-predict --help'],
    ['runs zzzz', 'its commands are list, show, compare, use, remove, prune'],
    ['train --force', 'see crypto-predict train --help'],
    ['train --constructor', 'see crypto-predict train --help'],
    ['constructor', 'see crypto-predict --help'],
    ['train bitcoin --days 90 days', 'did you mean --days 90?'],
    ['fetch --days=2 Years bitcoin', 'did you mean --days 2y?'],
    ['train --window 90 d', 'did you mean --window 90?'],
    ['train --max-age 6 hours', 'did you mean --max-age 6h?'],
    ['train --days 90days', 'did you mean --days 90?'],
    ['train --days 3 months', 'use max, or a whole number from 1 to 1000000: 90, 90d, 2y'],
  ])('%s', async (args, hint) => {
    const { exitCode, stdout, stderr } = await runInProcess(args.split(' '));
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: .*\n$/);
    expect(stderr.endsWith(`; ${hint}\n`), stderr).toBe(true);
  });
});

test.each([
  ['fetch --from 2020-01-01', 'with --days, the last one with --until'],
  ['fetch --from https://example.com/a.csv', 'download it, and name the file'],
  ['fetch --from file:///home/me/a.csv', 'name it by its path, without file:'],
  ['fetch --from {"price":1}', 'name a file, or - for stdin'],
])('%s names no file: that is said with 3', async (args, hint) => {
  const outcome = await runInProcess(args.split(' '));
  expect([outcome.exitCode, outcome.stdout]).toEqual([3, '']);
  expect(outcome.stderr).toContain(hint);
});

describe('a command line that cannot be understood is one line with 2', () => {
  test.each([
    'predict',
    'serve extra',
    'train --days',
    'runs show',
    'runs compare a',
    'config set coin',
    'help nothing',
    'completion',
    '--nonsense',
  ])('%s', async (args) => {
    expectRefusal(await runInProcess(args.split(' ')), 2, /;/);
  });

  test('alone, it is the help on stderr', async () => {
    const { exitCode, stdout, stderr } = await runInProcess([]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: crypto-predict/);
  });

  test('with JSON wanted it is JSON, wherever the flag stands', async () => {
    for (const args of [
      ['--format', 'json', 'train', '--days', '0'],
      ['train', '--days', '0', '--format=json'],
    ]) {
      const { exitCode, stdout, stderr } = await runInProcess(args);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(JSON.parse(stderr)).toEqual({
        error: {
          code: 'invalid_argument',
          message: "option '--days <n>' argument '0' is invalid",
          hint: 'use max, or a whole number from 1 to 1000000: 90, 90d, 2y',
        },
      });
    }
  });
});
