import { createContext } from 'react';
import type { Context } from '../../context.ts';
import type { PlotStyle } from '../drawing/plot.ts';
import { plotStyleOf } from '../drawing/plot-style.ts';
import { hasMotion } from '../motion.ts';

/** What components need to know of the world outside. */
export interface Surroundings {
  /** What the terminal can draw lines with. */
  readonly plotStyle: PlotStyle;
  /** Whether anything may move by itself. */
  readonly hasMotion: boolean;
  readonly now: () => Date;
}

export const SurroundingsContext = createContext<Surroundings>({
  plotStyle: 'braille',
  hasMotion: true,
  now: () => new Date(),
});

export function surroundingsOf({ env, now }: Pick<Context, 'env' | 'now'>): Surroundings {
  return { plotStyle: plotStyleOf(env), hasMotion: hasMotion(env), now };
}
