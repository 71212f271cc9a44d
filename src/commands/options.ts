import { type Command, Help, InvalidArgumentError, Option } from 'commander';
import { HOUR_MS } from '../dates.ts';
import {
  type Days,
  exchanges,
  featureSetNames,
  type IsoDate,
  isExchange,
  type SourceChoice,
  sourceChoices,
  type TargetName,
  targetNames,
} from '../domain.ts';
import {
  parseCoin,
  parseCurrency,
  parseDate,
  parseDays,
  parsePair,
  parsePath,
  parseWhole,
} from '../identifiers.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import { DEFAULT_MAX_AGE_MS } from '../market-data/freshness.ts';
import { decimalIn, isWithin, type NumberRange } from '../numbers.ts';
import type { App } from './app.ts';
import { addFileOptions, type FileFlags, parseColumns } from './file-options.ts';

/** The flags of every command that needs a market chart. */
export interface ChartFlags extends FileFlags {
  readonly coin?: string | undefined;
  readonly vs?: string;
  readonly days?: Days;
  readonly source?: SourceChoice;
  readonly product?: string;
  readonly until?: IsoDate;
  readonly from?: string;
  readonly bitcoinFrom?: string;
  readonly offline?: true;
  readonly refresh?: true;
  readonly maxAge: number;
}

/** What differs from command to command: how coins are named, how many days are used, what a file is for. */
export interface ChartOptionChoices {
  readonly coin?: readonly [flags: string, description: string, parse: (text: string) => unknown];
  readonly days?: string;
  readonly from?: string;
}

export function addChartOptions(command: Command, choices: ChartOptionChoices = {}): Command {
  return addSourceOptions(command, choices).option(
    '--bitcoin-from <file>',
    'with --from: a file of bitcoin, for features that use its prices',
    flag(parsePath),
  );
}

/** Where a market chart comes from, for a command that has no use for bitcoin's beside it. */
export function addSourceOptions(command: Command, { coin, days, from }: ChartOptionChoices = {}): Command {
  const charted = addMarketOptions(command, coin)
    .option(
      '--days <n>',
      `the newest days to use, or max (default: ${days ?? '365, or the preference days'})`,
      flag(parseDays),
    )
    .option('--until <date>', 'the last day to use; later days are ignored', flag(parseDate))
    .addOption(
      new Option(
        '--source <source>',
        'where the market chart comes from (default: auto, or the preference source)',
      ).choices(sourceChoices),
    )
    .option('--product <pair>', 'the pair of an exchange: BTC-USD, BTCUSDT', flag(parsePair))
    .addOption(
      new Option('--max-age <age>', 'how long a fetch counts as fresh: 30m, 6h, 2d')
        .argParser(parseAge)
        .default(DEFAULT_MAX_AGE_MS, '6h'),
    )
    .option('--offline', 'never touch the network')
    .option('--refresh', 'ask the source even if the stored chart is fresh')
    .option('--from <file>', from ?? 'use this file instead; - is stdin', flag(parsePath));
  return addFileOptions(charted, flag(parseColumns));
}

/** One coin, and what is done with it where another is not given. */
export function coinOf(description: string): NonNullable<ChartOptionChoices['coin']> {
  return ['--coin <id>', description, flag(parseCoin)];
}

const oneCoin = coinOf('a CoinGecko id (default: bitcoin, or the preference coin)');

function addMarketOptions(
  command: Command,
  [flags, description, parse]: NonNullable<ChartOptionChoices['coin']> = oneCoin,
): Command {
  return command
    .option(flags, description, parse)
    .option(
      '--vs <currency>',
      'the quote currency (default: usd, or the preference vs_currency)',
      flag(parseCurrency),
    );
}

/** The request that the flags make, with the preferences where a flag is not given. */
export async function chartRequest(
  flags: ChartFlags,
  app: App,
  { isOfRun = false }: { readonly isOfRun?: boolean } = {},
): Promise<ChartRequest> {
  const isWhole = [flags.coin, flags.vs, flags.days, flags.source].every((value) => value !== undefined);
  const preferences = isWhole ? undefined : await app.preferences();
  // A run has a source of its own, which a preference does not change.
  const source = flags.source ?? (isOfRun ? 'auto' : (preferences?.source ?? 'auto'));
  const preferredCurrency = preferences?.vsCurrency ?? 'usd';
  return {
    coin: flags.coin ?? preferences?.coin ?? 'bitcoin',
    vsCurrency: flags.vs ?? currencyAt(source, { product: flags.product, preferred: preferredCurrency }),
    days: flags.days ?? preferences?.days ?? 365,
    source,
    product: flags.product,
    until: flags.until,
    from: flags.from,
    columns: flags.columns,
    pricesAt: flags.pricesAt,
    bitcoinFrom: flags.bitcoinFrom,
    offline: flags.offline ?? false,
    refresh: flags.refresh ?? false,
    maxAgeMs: flags.maxAge,
  };
}

/** The currency where none is named: an exchange quotes in its own, and a pair says which. */
function currencyAt(
  source: SourceChoice,
  { product, preferred }: { readonly product: string | undefined; readonly preferred: string },
): string {
  if (!isExchange(source)) return preferred;
  const known: readonly [string, ...string[]] = exchanges[source].vsCurrencies;
  const ofPair = known.find((currency) => product?.toLowerCase().endsWith(currency));
  return ofPair ?? (known.includes(preferred) ? preferred : known[0]);
}

/** A parser of a flag from a check that throws what is wrong with the value. */
export function flag<Value>(parse: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(error instanceof RangeError ? error.message : String(error));
    }
  };
}

function parseAge(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,6}(?:\.\d+)?)(m|h|d)$/.exec(text) ?? [];
  const unitMs = { m: HOUR_MS / 60, h: HOUR_MS, d: 24 * HOUR_MS }[unit];
  if (amount === undefined || unitMs === undefined) {
    throw new InvalidArgumentError('use a number with m, h or d: 30m, 6h, 2d');
  }
  return Number(amount) * unitMs;
}

/** A feature set; where none is given, the target has its own. */
export function addFeatureSetOption(command: Command, description: string): Command {
  return command.addOption(
    new Option('--feature-set <name>', `${description} (default: ${defaultSets})`).choices(featureSetNames),
  );
}

const defaultSets = 'classic; volatility for large_move, market for beats_bitcoin';

/** What is forecast. */
export interface TaskFlags {
  readonly target: TargetName;
  readonly delay: number;
}

export function addTargetOption(command: Command, description = 'what to forecast'): Command {
  return command.option(
    '--target <name>',
    `${description}: ${targetNames.join(', ')}`,
    flag(parseTarget),
    'direction',
  );
}

/** For a command that takes a run: with no default, as a run that is named has a target of its own. */
export function addRunTargetOption(command: Command): Command {
  return command.option(
    '--target <name>',
    `the run in use for this target: ${targetNames.join(', ')} (default: with --coin direction)`,
    flag(parseTarget),
  );
}

/** What to forecast, and from how old values. */
export function addTaskOptions(command: Command): Command {
  return addTargetOption(command).option(
    '--delay <days>',
    'take all features from this many days before, to see whether a gain could be traded',
    wholeNumber(0, 365),
    0,
  );
}

function parseTarget(text: string): TargetName {
  const name = targetNames.find((target) => target === text.toLowerCase().replaceAll('-', '_'));
  if (name === undefined) throw new RangeError(`use one of ${targetNames.join(', ')}`);
  return name;
}

/** Parses a whole number within bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return flag((text) => parseWhole(text, { min, max }));
}

/** Parses a number within a range; `or` says what else is allowed. */
export function numberWithin(range: NumberRange, or = ''): (text: string) => number {
  return (text) => {
    const value = decimalIn(text);
    const allowed = range.allowed.startsWith('a ') ? range.allowed : `a number ${range.allowed}`;
    if (!isWithin(value, range)) throw new InvalidArgumentError(`use ${allowed}${or}`);
    return value;
  };
}

/** A paragraph below the help of a command, in lines of at most 80 columns. */
export function paragraph(text: string): string {
  return `\n${new Help().boxWrap(text, 80)}\n`;
}

/** Examples below the help of a command, which run as they stand. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
