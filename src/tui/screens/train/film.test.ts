import { describe, expect, it } from 'vitest';
import type { TrainingProgress } from '../../../training/train-run.ts';
import { Film, FRAME_MS, LONGEST_FRAME_MS } from './film.ts';

/** An epoch of a descent whose losses fall and whose weight grows. */
function epochOf(epoch: number): TrainingProgress {
  return {
    kind: 'training',
    epoch,
    epochs: 1000,
    gradientNorm: 1 / epoch,
    tolerance: 1e-8,
    parameters: { intercept: 0, weights: [epoch / 10, -epoch] },
    losses: { train: 1 / epoch, test: 1 + 1 / epoch },
  };
}

function filmOf(epochs: number): Film {
  const film = new Film();
  for (let epoch = 1; epoch <= epochs; epoch++) film.add(epochOf(epoch), epoch);
  return film;
}

/** How many epochs each frame draws, until all are drawn. */
function framesOf(film: Film, seconds: number, between = FRAME_MS): readonly number[] {
  const drawn: number[] = [];
  for (let time = 1000; !film.isEmpty; time += between) {
    const action = film.nextFrame(seconds, time);
    drawn.push(action?.type === 'training progressed' ? action.points.length : 0);
  }
  return drawn;
}

describe('a film of a training', () => {
  it.each([8, 2, 0.5])('draws what was over in no time in about %d s, evenly', (seconds) => {
    const frames = framesOf(filmOf(300), seconds);
    expect(frames.reduce((sum, count) => sum + count)).toBe(300);
    expect(Math.abs(frames.length * FRAME_MS - seconds * 1000)).toBeLessThanOrEqual(10 * FRAME_MS);
    expect(Math.max(...frames) - Math.min(...frames)).toBeLessThanOrEqual(Math.max(...frames) / 2 + 1);
  });

  it.each([100, LONGEST_FRAME_MS])('takes as long where a frame comes only every %d ms', (between) => {
    const frames = framesOf(filmOf(300), 2, between);
    expect(frames.reduce((sum, count) => sum + count)).toBe(300);
    expect(Math.abs(frames.length * between - 2000)).toBeLessThanOrEqual(between);
  });

  it('goes on as evenly after a pause', () => {
    const film = filmOf(300);
    for (let frame = 0; frame < 5; frame++) film.nextFrame(2, frame * FRAME_MS);
    const drawn = [60_000, 60_080, 60_160].map((time) => film.nextFrame(2, time));
    for (const action of drawn) {
      const count = action?.type === 'training progressed' ? action.points.length : 0;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(60);
    }
  });

  it('draws all at once where it takes no time', () => {
    expect(framesOf(filmOf(300), 0)).toEqual([300]);
  });

  it('draws what comes as it comes, once it has been drawn for as long as asked', () => {
    const film = new Film();
    for (let epoch = 1; epoch <= 100; epoch++) {
      film.add(epochOf(epoch), epoch);
      film.nextFrame(1, epoch * FRAME_MS);
    }
    expect(film.isEmpty).toBe(true);
  });

  it('counts no frame before the first epoch', () => {
    const film = new Film();
    for (let i = 0; i < 100; i++) expect(film.nextFrame(2, i * FRAME_MS)).toBeUndefined();
    for (let epoch = 1; epoch <= 300; epoch++) film.add(epochOf(epoch), epoch);
    expect(framesOf(film, 2).length).toBeGreaterThan(15);
  });

  it('says how far the losses and the weights go that are not drawn yet', () => {
    const film = filmOf(10);
    expect(film.draw(1)).toMatchObject({
      points: [{ epoch: 1, train: 1, test: 2 }],
      weights: [0.1, -1],
      now: { epoch: 1, gradientNorm: 1 },
      ahead: { epoch: 10, low: 0.1, high: 2, weight: 10 },
    });
  });
});
