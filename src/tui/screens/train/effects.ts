import type { CurvePoint } from '../../../run.ts';
import type { TrainingProgress, TrainProgress } from '../../../training/train-run.ts';
import { requestOnDisk } from '../../effects/on-disk.ts';
import { type CreateEffects, explained, type Work } from '../../effects/work.ts';
import { isTraining, type TrainingNow } from './state.ts';

/** Drawing takes a few milliseconds: ten times a second shows all there is to see. */
const UPDATE_MS = 100;

/** Whether a training may go on: paused, it takes single steps. */
export class Gate {
  private isOpen = true;
  private steps = 0;
  private wake = () => {};

  /** Whether somebody goes from epoch to epoch. */
  get isStepping(): boolean {
    return !this.isOpen;
  }

  open(): void {
    this.isOpen = true;
    this.wake();
  }

  close(): void {
    this.isOpen = false;
  }

  step(): void {
    this.isOpen = false;
    this.steps += 1;
    this.wake();
  }

  /** Resolves when the next step may be taken, or the signal aborts. */
  async passed(signal: AbortSignal): Promise<void> {
    while (!this.isOpen && this.steps === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    if (!this.isOpen) this.steps = Math.max(0, this.steps - 1);
    else this.steps = 0;
  }
}

export const trainEffects: CreateEffects = ({ job, dispatch }) => {
  const training = job();
  let gate = new Gate();
  return (action, before) => {
    switch (action.type) {
      case 'training asked': {
        if (isTraining(before.train)) break;
        const own = new Gate();
        gate = own;
        // Told whole: a run that was saved before the cancelling is there.
        training.start((work) => runTraining(work, own), { isToldWhole: true });
        break;
      }
      case 'training paused':
        gate.close();
        break;
      case 'training resumed':
        gate.open();
        break;
      case 'training stepped':
        gate.step();
        break;
      case 'training cancel asked':
        training.cancel();
        dispatch({ type: 'training cancelled' });
        break;
    }
  };
};

/** Trains, live, on what is on disk, on a thread of its own; paused, the next epoch is not asked for. */
export async function runTraining(work: Work, gate: Gate): Promise<void> {
  const { context, dispatch } = work;
  const { market, days, train: form } = work.getState();
  const { trainOnThread } = await import('../../../training/training-job.ts');
  const pace = { ...context, isStepping: () => gate.isStepping };
  const reports = trainOnThread(requestOnDisk(market, days), form.settings, pace);
  const report = coalesced(work, gate);
  try {
    for (let isPrepared = false; ; ) {
      if (isPrepared) await gate.passed(context.signal);
      const step = await reports.next();
      if (!step.done) {
        isPrepared ||= step.value.kind === 'prepared';
        report(step.value);
        continue;
      }
      return dispatch({ type: 'training done', ...step.value });
    }
  } catch (error) {
    if (context.signal.aborted) return;
    dispatch({ type: 'training failed', ...explained(error) });
  }
}

/** Hands on what a training reports, at most ten times a second; single steps at once. */
function coalesced({ dispatch }: Work, gate: Gate): (progress: TrainProgress) => void {
  let points: CurvePoint[] = [];
  let shownAt = 0;
  const pace = new Pace();
  return (progress) => {
    if (progress.kind === 'prepared') {
      const { trainRows: train, testRows: test, baseRateLoss } = progress;
      dispatch({ type: 'training prepared', rows: { train, test, baseRateLoss } });
    }
    if (progress.kind !== 'training') return;
    const { epoch, train, test } = progress;
    points.push({ epoch, train, test });
    const time = performance.now();
    pace.add(progress, time);
    if (!gate.isStepping && time - shownAt < UPDATE_MS) return;
    dispatch({ type: 'training progressed', points, now: pace.now(progress) });
    points = [];
    shownAt = time;
  };
}

/** How fast a training goes, and how far it is from where it stops. */
class Pace {
  private first: { readonly epoch: number; readonly gradientNorm: number; readonly time: number } | undefined;
  private time = 0;

  add({ epoch, gradientNorm }: TrainingProgress, time: number): void {
    this.first ??= { epoch, gradientNorm, time };
    this.time = time;
  }

  now({ epoch, epochs, gradientNorm, tolerance, train, test }: TrainingProgress): TrainingNow {
    const start = this.first ?? { epoch, gradientNorm, time: this.time };
    const seconds = (this.time - start.time) / 1000;
    const share = Math.max(
      shareOfWay({ from: start.gradientNorm, to: tolerance, at: gradientNorm }),
      (epoch - start.epoch) / Math.max(1, epochs - start.epoch),
    );
    return {
      epoch,
      gradientNorm,
      train,
      test,
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
