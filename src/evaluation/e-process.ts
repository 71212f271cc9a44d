import type { Direction } from '../domain.ts';
import type { Vector } from '../learning/vector.ts';

/** Two forecasts of one day, made before its outcome was known. */
export interface ForecastPair {
  /** Of the challenger, in log-odds. */
  readonly challenger: number;
  /** Of the run in use, in log-odds. */
  readonly inUse: number;
  readonly actual: Direction;
  /** By how much the challenger has to be better, in nats; known before the outcome. */
  readonly margin: number;
}

/** What is kept of all days that two forecasters were compared on. */
export interface Evidence {
  readonly rows: number;
  /** S = Σ (d − margin), d the log loss of the run in use less the challenger's. */
  readonly advantage: number;
  /** V = Σ g²/4, g the distance of the two log-odds: the most that the variance of d can be. */
  readonly variance: number;
}

export const noEvidence: Evidence = { rows: 0, advantage: 0, variance: 0 };

/**
 * How boldly is betted on the challenger. ½ is best where its probabilities are true, since then d has the mean g²/8
 * and the variance g²/4; smaller ones where it is only somewhat better, larger ones where it could be bolder.
 */
const BETS = [1 / 8, 1 / 4, 1 / 2, 1] as const;

/** The log loss of a forecast in log-odds: log(1 + exp(∓z)). Finite for any finite z. */
export function lossAt(logOdds: number, actual: Direction): number {
  const z = actual === 1 ? -logOdds : logOdds;
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Evidence with further days added. The order of days does not matter, nor how they are grouped. */
export function addEvidence(evidence: Evidence, pairs: readonly ForecastPair[]): Evidence {
  let { rows, advantage, variance } = evidence;
  for (const { challenger, inUse, actual, margin } of pairs) {
    rows += 1;
    advantage += lossAt(inUse, actual) - lossAt(challenger, actual) - margin;
    variance += (challenger - inUse) ** 2 / 4;
  }
  return { rows, advantage, variance };
}

/**
 * The natural logarithm of the e-value E = mean over bets λ of exp(λ·S − λ²·V/2). Whoever doubts that the challenger is
 * better by the margin, on average over the days so far, starts with 1 and expects to have at most 1 whenever he looks;
 * so the chance that E ever reaches 1/α is at most α, however often is looked at it.
 *
 * It holds since d takes one of two values that lie g apart, both known before the outcome: by Hoeffding's lemma
 * E[exp(λ(d − E[d]))] ≤ exp(λ²g²/8). Nothing is cut off, and nothing is assumed of the days.
 * Source: Choe & Ramdas 2023, "Comparing sequential forecasters"; Howard et al. 2021, "Time-uniform, nonparametric,
 * nonasymptotic confidence sequences".
 */
export function logEValue({ advantage, variance }: Evidence): number {
  return logMean(BETS.map((bet) => bet * advantage - (bet * bet * variance) / 2));
}

/** The logarithm of the mean of numbers given by their logarithms. The mean of e-values is an e-value. */
export function logMean(logarithms: Vector): number {
  const largest = Math.max(...logarithms);
  const sum = logarithms.reduce((total, logarithm) => total + Math.exp(logarithm - largest), 0);
  return largest + Math.log(sum / logarithms.length);
}
