import type { TargetName } from '../domain.ts';

/** How a target is spoken of. */
interface TargetWords {
  /** What a forecast of 1 calls, and one of 0. */
  readonly comes: string;
  readonly comesNot: string;
  /** The probability of a 1. */
  readonly chance: string;
}

const words: Readonly<Record<TargetName, TargetWords>> = {
  direction: { comes: '▲ UP', comesNot: '▼ DOWN', chance: 'P(up)' },
  large_move: { comes: '◆ LARGE MOVE', comesNot: '◇ NO LARGE MOVE', chance: 'P(large move)' },
  beats_bitcoin: { comes: '▲ BEATS BITCOIN', comesNot: '▼ BEHIND BITCOIN', chance: 'P(beats bitcoin)' },
};

/** `▲ UP`, `◇ NO LARGE MOVE` */
export function callInWords(target: TargetName, prediction: 0 | 1): string {
  return prediction === 1 ? words[target].comes : words[target].comesNot;
}

/** `P(up)`, `P(large move)` */
export function chanceName(target: TargetName): string {
  return words[target].chance;
}
