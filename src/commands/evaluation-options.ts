import { type Command, InvalidArgumentError } from 'commander';
import { type FeatureSetName, featureSetNames } from '../domain.ts';
import { parseCoin } from '../identifiers.ts';
import type { HalfLife, L2 } from '../run.ts';
import { trainRanges } from '../train-ranges.ts';
import { flag, numberWithin, wholeNumber } from './options.ts';

const penalty = numberWithin(trainRanges.l2, ', or auto');
const rows = numberWithin(trainRanges.halfLife, ', or none');

/** `--l2` and `--half-life`, which a feature set has its own defaults for. */
export function addModelOptions(command: Command): Command {
  return command
    .option(
      '--l2 <penalty>',
      'the penalty on weights, or auto to choose it by forward-chained folds of the training rows (default: 1, 1000 for returns and market, 100 for volatility)',
      (text): L2 => (text === 'auto' ? text : penalty(text)),
    )
    .option(
      '--half-life <days>',
      'the age in days at which a training row has half the weight, or none (default: none, or 1500 for market and volatility)',
      (text): HalfLife => (text === 'none' ? text : rows(text)),
    )
    .option(
      '--window <rows>',
      'train on only this many newest rows before a forecast (default: all)',
      numberWithin(trainRanges.window),
    );
}

/** How to walk forward, and how to judge. */
export function addWalkOptions(command: Command): Command {
  const walked = command
    .option(
      '--initial-train <rows>',
      'how many rows train before the first forecast (default: 365 where there are 500 or more, else half of them)',
      wholeNumber(2, 1_000_000),
    )
    .option(
      '--step <rows>',
      'how many rows are forecast before the next training',
      wholeNumber(1, 1_000_000),
      30,
    );
  return addSeedOption(walked);
}

/** `--seed`, of what resamples days. */
export function addSeedOption(command: Command): Command {
  return command.option('--seed <n>', 'the seed of the bootstrap', wholeNumber(0, 4_294_967_295), 1);
}

/** What the backtest trades on, and what that costs. */
export function addBacktestOptions(command: Command): Command {
  return command
    .option(
      '--threshold <p>',
      'in the backtest, hold the coin for the next day if P(up) is above this',
      numberWithin({ allowed: 'from 0 to 1', includes: (p) => p >= 0 && p <= 1 }),
      0.5,
    )
    .option(
      '--fee-bps <bps>',
      'in the backtest, the cost of a change of position, in hundredths of a percent',
      numberWithin({ allowed: 'from 0 to below 10000', includes: (bps) => bps >= 0 && bps < 10_000 }),
      10,
    );
}

/** Several coins with commas between, none twice. */
export const coinList = listOf(flag(parseCoin));

/** Several feature sets with commas between, none twice. */
export const featureSetList = listOf((text): FeatureSetName => {
  const name = featureSetNames.find((choice) => choice === text);
  if (name === undefined) throw new InvalidArgumentError(`use some of ${featureSetNames.join(', ')}`);
  return name;
});

function listOf<Value>(parse: (text: string) => Value): (text: string) => readonly Value[] {
  return (text) => [...new Set(text.split(',').map((each) => parse(each.trim())))];
}
