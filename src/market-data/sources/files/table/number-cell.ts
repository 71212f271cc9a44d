import { isObservable } from '../../../points.ts';

/** Which sign stands before the decimals in a file; the other one groups thousands. */
export type DecimalSign = '.' | ',';

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WRITTEN = {
  '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/,
  ',': /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d*)?(e[+-]?\d+)?$/i,
} as const;
const SUFFIXES: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const MISSING = new Set(
  ['', '-', '--', '?', 'nan', 'null', 'none', 'na', 'n/a', '<na>', 'nat'].concat(
    ['inf', 'infinity'].flatMap((word) => [word, `+${word}`, `-${word}`]),
  ),
);

/** The value of a cell: a number, null where it is missing, undefined where it is something else. */
export function numberIn(cell: string, decimalSign: DecimalSign | undefined): number | null | undefined {
  if (decimalSign !== ',' && PLAIN.test(cell)) return observable(Number(cell));
  const text = cell.trim();
  if (MISSING.has(text.toLowerCase())) return null;
  const [, written = '', suffix] = /^(.*?)([KMBT]?)$/.exec(text) ?? [];
  const scale = SUFFIXES[suffix ?? ''] ?? 1;
  const value = numberWritten(ungrouped(written), decimalSign);
  return value === undefined ? undefined : observable(value * scale);
}

/**
 * Which decimal sign the numbers of a file show. One that could be read either way (`29,775`) shows nothing; where
 * none shows it, undefined: then only numbers without a comma can be read.
 */
export function decimalSignOf(cells: Iterable<string>): DecimalSign | undefined {
  let isUndecided = false;
  for (const cell of cells) {
    const text = ungrouped(cell.trim().replace(/[KMBT]$/, ''));
    if (!/^[+-]?[\d.,]+$/.test(text)) continue;
    const [point, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')];
    if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
    if (point < 0 && comma < 0) continue;
    const [sign, other] = comma < 0 ? (['.', ','] as const) : ([',', '.'] as const);
    if (!/^[+-]?[1-9]\d{0,2}([.,]\d{3})+$/.test(text)) return sign;
    if (text.indexOf(sign) !== text.lastIndexOf(sign)) return other;
    isUndecided ||= sign === ',';
  }
  return isUndecided ? undefined : '.';
}

function numberWritten(text: string, decimalSign: DecimalSign | undefined): number | undefined {
  if (decimalSign !== ',' && PLAIN.test(text)) return Number(text);
  if (decimalSign === undefined || !WRITTEN[decimalSign].test(text)) return undefined;
  return Number(decimalSign === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.'));
}

/** Without the blanks and apostrophes that group thousands: `1 234.5`, `1'234.5`. */
function ungrouped(text: string): string {
  return text.replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))/g, '');
}

function observable(value: number): number | undefined {
  return isObservable(value) ? value : undefined;
}
