import type { TextProps } from 'ink';
import { createContext } from 'react';
import type { Verdict } from '../domain.ts';
import type { Theme } from '../workspace/preferences.ts';
import type { Tone } from './drawing/text.ts';

type Style = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'underline'>;

const dark: Readonly<Record<Tone, Style>> = {
  plain: {},
  quiet: { dimColor: true },
  title: { bold: true },
  focus: { color: 'cyan', bold: true },
  better: { color: 'green', bold: true },
  worse: { color: 'red', bold: true },
  accent: { color: 'cyan' },
  up: { color: 'green' },
  down: { color: 'red' },
  warning: { color: 'yellow' },
  selected: { inverse: true },
  first: { color: 'cyan' },
  second: { color: 'yellow' },
  third: { color: 'magenta' },
  fourth: { color: 'green' },
};

/** How each tone looks in each theme. Whatever a colour says, a character or a word beside it says, too. */
export const styles: Readonly<Record<Theme, Readonly<Record<Tone, Style>>>> = {
  dark,
  light: {
    ...dark,
    quiet: { color: '#555555' },
    focus: { color: 'blue', bold: true },
    better: { color: '#006400', bold: true },
    worse: { color: '#a00000', bold: true },
    accent: { color: 'blue' },
    up: { color: '#006400' },
    down: { color: '#a00000' },
    warning: { color: '#7a4a00', bold: true },
    first: { color: 'blue' },
    second: { color: '#7a4a00' },
    third: { color: '#800080' },
    fourth: { color: '#006400' },
  },
  'high-contrast': {
    plain: { bold: true },
    quiet: {},
    title: { bold: true, underline: true },
    focus: { bold: true, inverse: true },
    better: { bold: true, underline: true },
    worse: { bold: true, underline: true },
    accent: { bold: true },
    up: { bold: true },
    down: { bold: true },
    warning: { bold: true, inverse: true },
    selected: { inverse: true, bold: true },
    first: { bold: true },
    second: {},
    third: { bold: true },
    fourth: {},
  },
};

/** The tone of what is said of forecasts by their verdict. */
export function verdictTone(verdict: Verdict): Tone {
  if (verdict === 'better_than_baseline') return 'better';
  return verdict === 'worse_than_baseline' ? 'worse' : 'title';
}

export const ThemeContext = createContext<Theme>('dark');
