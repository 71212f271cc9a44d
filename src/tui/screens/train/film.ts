import type { TrainingProgress } from '../../../training/train-run.ts';
import { Pace } from './pace.ts';
import { PauseSwitch } from './pause-switch.ts';
import type { Ahead, TrainAction } from './state.ts';

/** The least time between two frames: more often nobody sees more. */
export const FRAME_MS = 80;
/** The most, however long drawing takes: further apart they do not look alive. */
export const LONGEST_FRAME_MS = 250;

/**
 * The epochs of a training on their way to the screen. They come faster than anybody can look: they wait here, and
 * are drawn at a pace that can be followed.
 */
export class Film {
  /** Whether epochs are made, and how many by single steps. */
  readonly pauseSwitch = new PauseSwitch();
  private readonly pace = new Pace();
  private readonly waiting: TrainingProgress[] = [];
  private ahead: Ahead | undefined;
  /** When the last frame that had something to draw was drawn; undefined before the first. */
  private drawnAt: number | undefined;
  /** For how long it has been drawn, without the time that it was paused. */
  private shownMs = 0;

  add(progress: TrainingProgress, time: number): void {
    this.pace.add(progress, time);
    this.waiting.push(progress);
    this.ahead = widened(this.ahead, progress);
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** What the epochs reach, as long as some of them wait. */
  get undrawn(): Ahead | undefined {
    return this.isEmpty ? undefined : this.ahead;
  }

  /**
   * What the frame at a time draws: so many that all are drawn so many seconds after the first epoch, if frames go on
   * coming as fast as the last two did.
   */
  nextFrame(seconds: number, time: number): TrainAction | undefined {
    if (this.ahead === undefined) return undefined;
    const since = this.drawnAt === undefined ? 0 : Math.min(time - this.drawnAt, LONGEST_FRAME_MS);
    this.drawnAt = time;
    this.shownMs += since;
    const framesLeft = Math.ceil((seconds * 1000 - this.shownMs) / Math.max(FRAME_MS, since));
    return this.draw(Math.ceil(this.waiting.length / Math.max(1, framesLeft)));
  }

  /** Draws so many of those that wait; nothing where none does. */
  draw(count: number): TrainAction | undefined {
    const drawn = this.waiting.splice(0, count);
    const last = drawn.at(-1);
    if (last === undefined || this.ahead === undefined) return undefined;
    return {
      type: 'training progressed',
      points: drawn.map(({ epoch, losses }) => ({ epoch, ...losses })),
      weights: last.parameters.weights,
      now: this.pace.now(last),
      ahead: this.ahead,
    };
  }
}

/** How far axes and bars must reach for an epoch, too. */
function widened(ahead: Ahead | undefined, { epoch, losses, parameters }: TrainingProgress): Ahead {
  const { train, test } = losses;
  const weight = parameters.weights.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (ahead === undefined) return { epoch, low: Math.min(train, test), high: Math.max(train, test), weight };
  return {
    epoch,
    low: Math.min(ahead.low, train, test),
    high: Math.max(ahead.high, train, test),
    weight: Math.max(ahead.weight, weight),
  };
}
