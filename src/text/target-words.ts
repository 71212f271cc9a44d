import { plural } from '../counts.ts';
import type { TargetName, Task } from '../domain.ts';

/** How a target is spoken of. */
interface TargetWords {
  /** What it is called where there is little room. */
  readonly title: string;
  /** What a forecast of 1 calls, and one of 0. */
  readonly comes: string;
  readonly comesNot: string;
  /** The probability of a 1. */
  readonly chance: string;
  /** Of days: what a 1 was, and what a 0 was. */
  readonly came: string;
  readonly cameNot: string;
  /** Of forecasts: what a 1 said, and what a 0 said. */
  readonly said: string;
  readonly saidNot: string;
  /** The constant that says 1 every day. */
  readonly always: string;
  /** What a 1 is, as an explanation. */
  readonly asks: string;
}

const words: Readonly<Record<TargetName, TargetWords>> = {
  direction: {
    title: 'direction',
    comes: '▲ UP',
    comesNot: '▼ DOWN',
    chance: 'P(up)',
    came: 'came up',
    cameNot: 'came down',
    said: 'forecast up',
    saidNot: 'forecast down',
    always: 'always saying up',
    asks: 'whether the price is higher tomorrow',
  },
  large_move: {
    title: 'large move',
    comes: '◆ LARGE MOVE',
    comesNot: '◇ NO LARGE MOVE',
    chance: 'P(large move)',
    came: 'moved far',
    cameNot: 'did not',
    said: 'forecast a move',
    saidNot: 'forecast none',
    always: 'always saying a large move',
    asks: 'whether tomorrow’s move, up or down, is larger than the median of the last 90',
  },
  beats_bitcoin: {
    title: 'beats bitcoin',
    comes: '▲ BEATS BITCOIN',
    comesNot: '▼ BEHIND BITCOIN',
    chance: 'P(beats bitcoin)',
    came: 'beat bitcoin',
    cameNot: 'did not',
    said: 'forecast ahead',
    saidNot: 'forecast behind',
    always: 'always saying ahead',
    asks: 'whether the coin earns more than bitcoin tomorrow',
  },
};

/** How a target is spoken of: its names, what its forecasts and its days are called. */
export function wordsOf(target: TargetName): TargetWords {
  return words[target];
}

/** `▲ UP`, `◇ NO LARGE MOVE` */
export function callInWords(target: TargetName, prediction: 0 | 1): string {
  return prediction === 1 ? words[target].comes : words[target].comesNot;
}

/** `P(up)`, `P(large move)` */
export function chanceName(target: TargetName): string {
  return words[target].chance;
}

/** What forecasts call, in the test of Pesaran and Timmermann: directions; of another target, days. */
export function calledOf(target: TargetName): string {
  return target === 'direction' ? 'directions' : 'days';
}

/** `large_move: whether tomorrow’s move …, from features 1 day old`: what is forecast, and from how far back. */
export function targetInWords({ target, delay }: Task): string {
  const old = delay === 0 ? '' : `, from features ${plural(delay, 'day')} old`;
  return `${target}: ${words[target].asks}${old}`;
}
