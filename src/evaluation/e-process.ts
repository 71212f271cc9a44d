import type { Label } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';

/** Two forecasts of one day, made before its outcome was known. */
export interface ForecastPair {
  /** Of the challenger, in log-odds. */
  readonly challenger: number;
  /** Of the run in use, in log-odds. */
  readonly inUse: number;
  readonly actual: Label;
  /** By how much the challenger has to be better, in nats; known before the outcome. */
  readonly margin: number;
}

/** What two bets on the challenger have come to, as natural logarithms; each begins with 0. */
export interface Evidence {
  readonly rows: number;
  /** Betted on a day that is as likely 1 as 0, which daily prices almost are. */
  readonly coinFlip: number;
  /** Betted on what the challenger says, which is best where its probabilities are true. */
  readonly challenger: number;
}

export const noEvidence: Evidence = { rows: 0, coinFlip: 0, challenger: 0 };

/** The log loss of a forecast in log-odds: log(1 + exp(∓z)). Finite for any finite z. */
export function lossAt(logOdds: number, actual: Label): number {
  const z = actual === 1 ? -logOdds : logOdds;
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Evidence with further days added. The order of days does not matter, nor how they are grouped. */
export function addEvidence(evidence: Evidence, pairs: readonly ForecastPair[]): Evidence {
  let { rows, coinFlip, challenger } = evidence;
  for (const pair of pairs) {
    rows += 1;
    coinFlip += logGain(pair, 0);
    challenger += logGain(pair, pair.challenger);
  }
  return { rows, coinFlip, challenger };
}

/**
 * The natural logarithm of the e-value: the mean of what the bets came to. Whoever doubts that the challenger is
 * expected to be better by the margin, on any day, starts with 1 and expects to have at most 1 whenever he looks; so
 * the chance that it ever reaches 1/α is at most α, however often is looked at it (Ville's inequality).
 * Source: Henzi & Ziegel 2022, "Valid sequential inference on probability forecast performance"; Shafer 2021, "Testing
 * by betting".
 */
export function logEValue({ coinFlip, challenger }: Evidence): number {
  return logMean([coinFlip, challenger]);
}

/**
 * What a bet of 1 on a day comes to, as a logarithm. With d the log loss of the run in use less the challenger's, d
 * takes one of two values, both known before the outcome. So there is a probability p* of a 1 at which the mean of d is
 * the margin, and the challenger is expected to be better by more only on one side of it. Where what is betted on, p,
 * lies on that side, the bet gives p/p* if a 1 comes and (1 − p)/(1 − p*) if not: its mean is 1 at p*, and less on the
 * doubter's side. Elsewhere nothing is betted.
 */
function logGain({ challenger, inUse, actual, margin }: ForecastPair, bet: number): number {
  const [ifZero, ifOne] = ([0, 1] as const).map(
    (outcome) => lossAt(inUse, outcome) - lossAt(challenger, outcome) - margin,
  ) as [number, number];
  // The challenger is better by the margin whatever comes, or by less whatever comes, or just by it if a 1 comes. Just
  // by it if a 0 comes is the even odds of −∞, below which there is no bet.
  if (Math.sign(ifZero) === Math.sign(ifOne) || ifOne === 0) return 0;
  const even = Math.log(Math.abs(ifZero)) - Math.log(Math.abs(ifOne));
  const isOnItsSide = ifOne > 0 ? bet > even : bet < even;
  return isOnItsSide ? lossAt(even, actual) - lossAt(bet, actual) : 0;
}

/** The logarithm of the mean of numbers given by their logarithms. The mean of e-values is an e-value. */
export function logMean(logarithms: Vector): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, logarithm) => total + Math.exp(logarithm - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
