import { createPauses } from '../async.ts';
import { type Parameters, parametersOf, thetaOf } from './logistic-regression.ts';
import { type Objective, type ObjectiveValue, objectiveOf } from './objective.ts';
import type { OptimizerName } from './optimizer-names.ts';
import { defaultLearningRate, optimizers } from './optimizers.ts';
import type { TrainingRows } from './training-rows.ts';
import { largestMagnitude, type Vector } from './vector.ts';

export interface FitSettings {
  readonly optimizer: OptimizerName;
  readonly l2: number;
  /** Stop where max|∇J|/Σs is at most this, s the row weights. */
  readonly tolerance: number;
  /** The ceiling of epochs. */
  readonly epochs: number;
  /** The step; 1/L of the data where none is given. */
  readonly learningRate: number | null;
  /** Where to start; zero where nothing is given. */
  readonly start?: Parameters | undefined;
}

/** Where the descent is after an epoch. */
export interface Epoch {
  readonly epoch: number;
  readonly objective: number;
  /** max|∇J|/Σs, s the row weights; without weights max|∇J|/n */
  readonly gradientNorm: number;
  readonly parameters: Parameters;
}

export type Ending = 'converged' | 'out of epochs' | 'diverged';

export interface Fit {
  readonly outcome: Ending;
  readonly last: Epoch;
  readonly learningRate: number;
  /** At most `CURVE_POINTS` epochs from first to last, evenly thinned: the way the descent took. */
  readonly curve: readonly Epoch[];
}

const CURVE_POINTS = 256;
const POLISHING_EPOCHS = 2;

/**
 * Minimises J over training rows by gradient descent. Yields every epoch, so that whoever listens can draw it, pause
 * or abort, and lets the event loop go on every few milliseconds; returns when the gradient vanishes, the
 * epochs are used up, or J rises above where it began, which no step below 2/L can make it do.
 *
 * @throws the signal's reason, when aborted
 */
export async function* fit(
  rows: TrainingRows,
  settings: FitSettings,
  signal?: AbortSignal,
): AsyncGenerator<Epoch, Fit, void> {
  const objective = objectiveOf(rows, settings.l2);
  const learningRate = settings.learningRate ?? defaultLearningRate(settings.optimizer, objective);
  const descent = descend(objective, settings, learningRate);
  const curve = new Curve();
  const pause = createPauses();
  for (;;) {
    signal?.throwIfAborted();
    const step = descent.next();
    if (step.done) {
      const { outcome, last } = step.value;
      return { outcome, last, learningRate, curve: curve.upTo(last) };
    }
    curve.add(step.value);
    yield step.value;
    await pause();
  }
}

/**
 * The epochs of a descent, to its outcome. A first-order method stops with what is left of the way in the flat
 * directions: at max|∇J|/n = 1e-8 over thousands of rows weights are 3e-5 off. Two preconditioned epochs take
 * that, too.
 */
function* descend(
  objective: Objective,
  settings: FitSettings,
  learningRate: number,
): Generator<Epoch, Pick<Fit, 'outcome' | 'last'>, void> {
  const { optimizer, tolerance, epochs } = settings;
  const start: Vector = settings.start ? thetaOf(settings.start) : objective.penalties.map(() => 0);
  const epochOf = (here: ObjectiveValue, epoch: number): Epoch => ({
    epoch,
    objective: here.objective,
    gradientNorm: largestMagnitude(here.gradient) / objective.totalWeight,
    parameters: parametersOf(here.theta),
  });

  let epoch = 0;
  let highest = Number.POSITIVE_INFINITY;
  let theta = start;
  for (const here of optimizers[optimizer](objective, start, learningRate)) {
    epoch += 1;
    const last = epochOf(here, epoch);
    yield last;
    if (!(here.objective <= highest && Number.isFinite(last.gradientNorm)))
      return { outcome: 'diverged', last };
    if (last.gradientNorm <= tolerance) {
      if (optimizer === 'preconditioned' || epoch >= epochs) return { outcome: 'converged', last };
      theta = here.theta;
      break;
    }
    if (epoch >= epochs) return { outcome: 'out of epochs', last };
    if (epoch === 1) highest = here.objective * (1 + 1e-9);
  }

  const polishing = optimizers.preconditioned(objective, theta, 1);
  polishing.next();
  for (let remaining = POLISHING_EPOCHS; ; remaining--) {
    epoch += 1;
    const last = epochOf(polishing.next().value, epoch);
    yield last;
    if (remaining === 1 || epoch >= epochs) return { outcome: 'converged', last };
  }
}

/** Keeps every epoch, then every second, every fourth and so on, so that the points stay few and even. */
class Curve {
  private points: Epoch[] = [];
  private stride = 1;

  add(point: Epoch): void {
    if ((point.epoch - 1) % this.stride !== 0) return;
    this.points.push(point);
    if (this.points.length < CURVE_POINTS) return;
    this.stride *= 2;
    this.points = this.points.filter(({ epoch }) => (epoch - 1) % this.stride === 0);
  }

  upTo(last: Epoch): readonly Epoch[] {
    return this.points.at(-1) === last ? this.points : [...this.points, last];
  }
}
