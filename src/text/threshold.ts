import type { MoveThreshold } from '../features/targets/threshold.ts';
import { formatPercent } from './format.ts';
import { formatPrice } from './price.ts';

/** `over ±1.2 %` */
export function thresholdInShort({ move }: MoveThreshold): string {
  return `over ±${formatPercent(move)}`;
}

/** `over ±1.2 %: below $83,100 or above $85,200` */
export function thresholdInWords(threshold: MoveThreshold, vsCurrency: string): string {
  const { low, high } = threshold;
  return `${thresholdInShort(threshold)}: below ${formatPrice(low, vsCurrency)} or above ${formatPrice(high, vsCurrency)}`;
}
