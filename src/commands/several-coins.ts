import { Option } from 'commander';
import {
  ExitCode,
  ExpectedError,
  InterruptedError,
  interruptedAfter,
  MissingError,
  UsageError,
} from '../errors.ts';
import { at } from '../learning/vector.ts';
import type { App, Result } from './app.ts';
import { coinList } from './evaluation-options.ts';
import type { GivenFlags } from './given-flags.ts';
import { commandHint } from './hints.ts';

/** The flags of a command that takes several coins, from those for one. */
export type ForCoins<Flags> = Omit<Flags, 'coin'> & {
  readonly coin?: readonly string[];
  readonly all?: true;
};

/** `--coin` of a command that takes several. */
export const severalCoins = [
  '--coin <ids>',
  'CoinGecko ids with commas between (default: those of crypto-predict.json, the preference coin, or bitcoin)',
  coinList,
] as const;

export const allCoins = new Option('--all', 'every coin that is stored').conflicts('coin');

/**
 * Does the work of a command for one coin, or for each of several. Of several JSON is one array, text a line each; what
 * fails for one is said in its place, and the exit code is the highest.
 */
export async function forEachCoin<Flags>(
  { coin, all, ...flags }: ForCoins<Flags>,
  app: App,
  work: (flags: Omit<Flags, 'coin'> & { readonly coin: string | undefined }) => Promise<Result>,
): Promise<Result> {
  const coins = all ? await storedIn(app) : coin;
  const ofCoin = (one: string | undefined) =>
    work({ ...(flags as unknown as Omit<Flags, 'coin'>), coin: one });
  if (coins === undefined || coins.length === 1) return ofCoin(coins?.[0]);
  if ('from' in flags && flags.from !== undefined) throw oneFileManyCoins();
  const results: Result[] = [];
  const { signal } = await app.context();
  for (const one of coins) {
    try {
      results.push(await ofCoin(one));
    } catch (error) {
      if (signal.aborted) throw interruptedAfter(doneOf(coins, results), error, signal);
      results.push(failureOf(one, error, app.given));
    }
  }
  const lineOf = (result: Result) => result.line ?? at(result.text.split('\n', 1), 0);
  return {
    get json() {
      return results.map(({ json }) => json);
    },
    text: results.map((result, i) => `${coins[i]}: ${lineOf(result)}`).join('\n'),
    errors: results.flatMap(({ errors = [] }) => errors),
    exitCode: Math.max(...results.map(({ exitCode }) => exitCode ?? ExitCode.done)),
  };
}

/** The coins that came to a result. */
function doneOf(coins: readonly string[], results: readonly Result[]): readonly string[] {
  return results.flatMap(({ errors }, i) => (errors === undefined ? coins.slice(i, i + 1) : []));
}

/** A file is of one coin. */
export function oneFileManyCoins(): UsageError {
  return new UsageError({
    code: 'one_file_many_coins',
    message: '--from is the file of one coin, and several are named',
    hint: 'name one coin with --from, or import each file first: crypto-predict fetch --coin ID --from FILE',
  });
}

async function storedIn(app: App): Promise<readonly string[]> {
  const { storedCoins } = await import('../market-data/chart-store.ts');
  const coins = await storedCoins((await app.context()).workspace);
  if (coins.length > 0) return coins.toSorted();
  throw new MissingError({
    code: 'nothing_stored',
    message: 'no coin is stored yet',
    hint: 'name coins with --coin, or fetch one first',
  });
}

/** What stands in the place of a coin that failed. */
export function failureOf(coin: string, error: unknown, given: GivenFlags): Result {
  if (!(error instanceof ExpectedError) || error instanceof InterruptedError) throw error;
  const { code, message, exitCode } = error;
  const hint = commandHint(error, { ...given, coin }) ?? error.hint;
  const said = `${message}; ${hint}`;
  return {
    json: { coin, error: { code, message, hint } },
    text: `error: ${said}`,
    errors: [`${coin}: ${said}`],
    exitCode,
  };
}
