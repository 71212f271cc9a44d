import type { TrainingProgress } from '../../../training/train-run.ts';
import type { TrainingNow } from './state.ts';

/** How fast a training goes, and how far it is from where it stops. */
export class Pace {
  private first: { readonly epoch: number; readonly gradientNorm: number; readonly time: number } | undefined;
  private time = 0;

  add({ epoch, gradientNorm }: TrainingProgress, time: number): void {
    this.first ??= { epoch, gradientNorm, time };
    this.time = time;
  }

  now({ epoch, epochs, gradientNorm, tolerance, losses }: TrainingProgress): TrainingNow {
    const start = this.first ?? { epoch, gradientNorm, time: this.time };
    const seconds = (this.time - start.time) / 1000;
    const share = Math.max(
      shareOfWay({ from: start.gradientNorm, to: tolerance, at: gradientNorm }),
      (epoch - start.epoch) / Math.max(1, epochs - start.epoch),
    );
    return {
      epoch,
      gradientNorm,
      ...losses,
      epochsPerSecond: seconds > 0 ? (epoch - start.epoch) / seconds : 0,
      share,
      secondsLeft: share > 0.02 && seconds > 0.2 ? (seconds * (1 - share)) / share : undefined,
    };
  }
}

/** How far a quantity that shrinks by orders of magnitude has come, between 0 and 1. */
export function shareOfWay({
  from,
  to,
  at,
}: {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}): number {
  const way = Math.log(from / to);
  if (!(way > 0 && at > 0)) return at <= to ? 1 : 0;
  return Math.min(1, Math.max(0, Math.log(from / at) / way));
}
