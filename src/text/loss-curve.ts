import { formatFixed, plural } from './format.ts';

/** What the lines of a training say, in one sentence. */
export function lossSentence({
  epoch,
  train,
  test,
  baseRateLoss,
}: {
  readonly epoch: number;
  readonly train: number;
  readonly test: number;
  readonly baseRateLoss: number;
}): string {
  const place =
    test < baseRateLoss
      ? 'Test loss is below the base rate.'
      : 'Test loss is above the base rate: a constant forecast does better here.';
  return `After ${plural(epoch, 'epoch')} the training loss is ${formatFixed(train)}, the test loss ${formatFixed(test)}, the base rate’s ${formatFixed(baseRateLoss)}. ${place}`;
}
