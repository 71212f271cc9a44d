import type { PlotStyle } from './plot.ts';

/**
 * What a terminal can draw lines with. The consoles of Linux and Windows have no Braille, and neither has a locale that
 * says that it is not UTF-8; one that says nothing is taken for UTF-8. On Windows a terminal that has it says its name.
 */
export function plotStyleOf(
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): PlotStyle {
  if (platform === 'win32' && !(env.WT_SESSION || env.TERM_PROGRAM || env.TERM)) return 'lines';
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  return env.TERM === 'linux' || !/utf-?8/i.test(locale) ? 'lines' : 'braille';
}
