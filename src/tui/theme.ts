import type { TextProps } from 'ink';
import { createContext } from 'react';
import type { Theme } from '../workspace/preferences.ts';
import type { Tone } from './drawing/text.ts';

type Style = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'underline'>;

const dark: Readonly<Record<Tone, Style>> = {
  plain: {},
  quiet: { dimColor: true },
  title: { bold: true },
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

export const ThemeContext = createContext<Theme>('dark');
