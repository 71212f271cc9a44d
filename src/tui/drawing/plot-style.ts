import type { PlotStyle } from './plot.ts';

/**
 * What a terminal can draw lines with. The console of Linux has no Braille, and neither has a locale that says that it
 * is not UTF-8; one that says nothing is taken for UTF-8.
 */
export function plotStyleOf(env: Readonly<Record<string, string | undefined>>): PlotStyle {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return env.TERM === 'linux' || !/utf-?8/i.test(locale) ? 'lines' : 'braille';
}
