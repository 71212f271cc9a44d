import { isDate } from '../dates.ts';
import type { Facts } from '../errors.ts';
import { coinOfPair, coinOfTicker, isKnownCoin } from '../market-data/coins.ts';
import { exchangeFlags } from '../text/exchange-flags.ts';
import { type GivenFlags, importing, quoted, suggested } from './given-flags.ts';

interface Problem {
  readonly code: string;
  readonly facts?: Facts | undefined;
  /** What the layer below says of it. */
  readonly hint?: string;
}

const SET_KEY = 'crypto-predict config set api_key KEY';

/** What to do on the command line, in its flags, about what the layers below report by its code. */
const hints: Readonly<Record<string, (facts: Facts, hint: string, given: GivenFlags) => string>> = {
  key_refused: () =>
    `check the key, which is COINGECKO_API_KEY or set with ${SET_KEY}, and COINGECKO_PLAN=pro for one of a paid plan`,
  source_refused: () => `try another network, or set a free key with ${SET_KEY}`,
  range_exceeded: (_, __, given) =>
    `ask for --days 365 or fewer, import its full CSV export with ${importing(given)}, use ${exchangeFlags(given.vs)}, or a paid plan`,
  fewer_days: ({ source }, _, given) =>
    isNamed(source)
      ? `the exchange has no older ones; import a file that has them with ${importing(given)}`
      : `a free plan of CoinGecko goes back 365 days; import its CSV export with ${importing(given)}, or use ${exchangeFlags(given.vs)}`,
  rate_limited: ({ server, ...facts }, _, given) =>
    server === 'CoinGecko'
      ? `try again later, set a free key with ${SET_KEY}, or ${meanwhile(facts, given)}`
      : `try again later, or ${meanwhile(facts, given)}`,
  no_data: ({ server }) =>
    server === undefined
      ? 'use a file or a coin that has prices'
      : 'name another pair with --product, or another --source',
  not_bundled: () =>
    'the snapshots are bitcoin and ethereum in usd; leave out --source bundled to fetch others',
  not_stored: ({ coin, vsCurrency, source }, _, given) =>
    pairMeant(`${coin}`) ??
    `run ${suggested(`fetch --coin ${coin} --vs ${vsCurrency}${isNamed(source) ? ` --source ${source}` : ''}`, given)} while online, or import a file with ${importing({ ...given, coin: `${coin}` })}`,
  offline: () => 'leave out --offline or --source coingecko',
  unreadable_file: notAFile,
  unreadable_input: notAFile,
  unknown_form: ({ date, price }) =>
    `name its columns with --columns ${quoted(`date=${date ?? 'NAME'},price=${price ?? 'NAME'}`)}, and add --prices-at end where a price is that of the end of its date`,
  not_daily: ({ time }, hint) =>
    time === undefined ? hint : 'say with --prices-at start or end which of them its prices are of',
  file_in_other_currency: ({ currency }) => `name its currency with --vs ${currency}`,
  does_not_fit: () => 'check the file; --replace imports it all the same, and its days win',
  unknown_product: () => 'name the pair with --product, or use another --source',
  unknown_ticker: ({ example }) => `name the pair of the exchange with --product, like ${example}`,
  another_currency: ({ example }) => `name a pair like ${example} with --product, or its currency with --vs`,
  another_product: ({ product }) => `leave out --product, or name ${product}`,
  nothing_to_undo: () => 'only what a fetch or an import changed can be taken back',
  timeout: laterOrOffline,
  unreachable: laterOrOffline,
  malformed_answer: laterOrOffline,
  answer_too_large: laterOrOffline,
  source_failed: laterOrOffline,
  too_few_rows: moreDays,
  flat_prices: () => 'use another --coin, or days on which its price moves',
  companion_elsewhere: ({ source, from, to }, _, given) =>
    source === 'csv'
      ? `add --bitcoin-from FILE with its days ${from} to ${to}, or use another --feature-set`
      : `run ${suggested('fetch --coin bitcoin --days max', given)}, or use another --feature-set`,
  zero_volumes: () => 'use --feature-set classic, which takes a volume of 0, or days that have volumes',
  one_class: ({ window }, hint) =>
    window === undefined
      ? hint
      : `use a larger ${window === 'first' ? '--initial-train' : '--window'}, or another coin`,
  diverged: () => 'leave out --learning-rate, or use a lower one',
  no_companion: ({ companion }, hint) =>
    companion === undefined ? hint : `add --bitcoin-from FILE with the days of ${companion}`,
  status_drift: ({ coin }, _, given) => `consider ${suggested(`retrain --coin ${coin}`, given)}`,
  replaced_meanwhile: (_, __, given) => `run ${suggested('retrain', given)} again`,
  no_such_run: ({ nearest, runs }, hint, given) => {
    if (nearest !== undefined) return hint;
    return runs === 0
      ? `train one first with ${suggested(`train --coin ${given.coin ?? 'bitcoin'}`, given)}`
      : `${suggested('runs', given)} lists them; newest and previous are names, too`;
  },
  no_such_signal: ({ name = '', names }, hint, given) => {
    const coin = coinOfTicker(String(name))?.id ?? String(name);
    if (isKnownCoin(coin))
      return `name a signal, and the coin after it: ${suggested(`test SIGNAL --coin ${coin}`, given)}`;
    return names === undefined
      ? `import one with ${suggested('signals import FILE', given)}`
      : `${hint}; ${suggested('signals list', given)} shows all`;
  },
  signal_missing: (_, __, given) => `import its newer values with ${suggested('signals import FILE', given)}`,
  no_signal_name: ({ column }, hint) => (column === undefined ? 'say what it is called with --name' : hint),
  port_in_use: () => 'stop what uses it, or choose another with --port',
  port_not_allowed: () => 'choose one over 1023 with --port',
  signal_is_a_feature: () => 'import it again under another name with --name',
  no_model: ({ coin }, _, given) =>
    `run ${suggested(`train --coin ${coin}`, given)}, or choose one with ${suggested('runs use ID', given)}`,
  run_is_gone: (_, __, given) =>
    `choose another with ${suggested('runs use ID', given)}; ${suggested('runs', given)} lists them`,
  damaged_file: ofRuns,
  older_schema: ofRuns,
  no_workspace: (_, hint) => `${hint} with --workspace`,
  workspace_not_usable: ({ elsewhere }, hint) =>
    elsewhere === undefined ? hint : `${hint} with --workspace`,
  invalid_preference: ({ key }, hint) =>
    key === undefined ? hint : `${hint}; crypto-predict config unset ${key} removes it`,
  proxy_refused: (facts, _, given) =>
    `check HTTPS_PROXY, HTTP_PROXY and NO_PROXY, or ${meanwhile(facts, given)}`,
};

/** What to do about a file of a run, or about the list of runs in use. */
function ofRuns({ file = '' }: Facts, hint: string, given: GivenFlags): string {
  const [folder, name, ofRun] = String(file).split(/[\\/]/);
  if (folder !== 'models') return hint;
  if (name === 'current.json') return `choose the run to use with ${suggested('runs use ID', given)}`;
  return ofRun === undefined
    ? hint
    : `remove the run with ${suggested(`runs remove ${name}`, given)}, or train again`;
}

/** What stands where a file is to be named. */
function notAFile({ file = '' }: Facts, hint: string): string {
  const named = String(file);
  if (/^https?:/i.test(named)) return 'download it, and name the file';
  if (/^file:/i.test(named)) return 'name it by its path, without file:';
  if (isDate(named)) return 'name a file; the newest days are named with --days, the last one with --until';
  return /^\s*[[{]/.test(named) ? 'name a file, or - for stdin' : hint;
}

function moreDays({ hasNone, isWalk }: Facts, _: string, { vs }: GivenFlags): string {
  const more = `use more days: --days max, ${exchangeFlags(vs)}, or a longer file with --from`;
  if (hasNone)
    return `${more}; the first 29 give no row, and the first 90 none of the sets market and volatility`;
  return `${more}, or ${isWalk ? 'a smaller --initial-train' : 'another --test-size'}`;
}

function laterOrOffline({ isResumable, ...facts }: Facts, _: string, given: GivenFlags): string {
  if (isResumable) return 'run it again: it goes on from there';
  const pair = facts.stands === 'nothing' ? pairMeant(given.coin) : undefined;
  return pair ?? `try again later, or ${meanwhile(facts, given)}`;
}

/** What was likely meant by a pair that is written for a coin. */
export function pairMeant(coin: string | undefined): string | undefined {
  const pair = coin === undefined ? undefined : coinOfPair(coin);
  return pair && `did you mean --coin ${pair.id} --vs ${pair.vs}?`;
}

/** What works while a source does not answer: what is stored, where anything is. */
function meanwhile({ stands, source }: Facts, given: GivenFlags): string {
  if (stands === 'nothing') return `import a file with ${importing(given)}`;
  return source === 'coingecko' ? 'leave out --source coingecko to use what is stored' : 'use --offline';
}

function isNamed(source: Facts[string]): boolean {
  return source !== undefined && source !== 'auto' && source !== 'coingecko' && source !== 'cache';
}

/**
 * What to do about a problem on the command line, in commands that repeat the flags that were given; undefined where no
 * flag helps more than its own hint does.
 */
export function commandHint({ code, facts = {}, hint = '' }: Problem, given: GivenFlags): string | undefined {
  return Object.hasOwn(hints, code) ? hints[code]?.(facts, hint, given) : undefined;
}
