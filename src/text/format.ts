export { formatInteger, formatValue, plural, toldApart } from '../counts.ts';

/** 0.5522 → 55.2 % */
export function formatPercent(share: number, digits = 1): string {
  return `${withDecimals(share * 100, digits)} %`;
}

/** A fixed number of decimals, a minus sign as long as a plus, – where undefined. */
export function formatFixed(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return withDecimals(value, digits);
}

/** What rounds to 0 has no sign: −0.0001 → 0.000. */
function withDecimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** The same with its sign always written. */
export function formatSigned(value: number | null, digits = 3): string {
  const text = formatFixed(value, digits);
  return /^(–|[0.]+)$/.test(text) || text.startsWith('−') ? text : `+${text}`;
}

/** A p-value; never 0, – where undefined. */
export function formatPValue(pValue: number | null): string {
  if (pValue === null) return 'p = –';
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(pValue < 0.1 ? 3 : 2)}`;
}

/** The same where a column or the words before it say that it is one: 0.031, < 0.001, –. */
export function formatBarePValue(pValue: number | null): string {
  return formatPValue(pValue).replace(/^p (= )?/, '');
}

/** A small or large number in few characters: 3.1e-6, 0.0026. */
export function formatCompact(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  return magnitude >= 1e-3 && magnitude < 1e5
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1).replace('e+', 'e');
}

/** 49.3 to 55.1 % */
export function formatInterval([low, high]: readonly [low: number, high: number], digits = 1): string {
  return `${(low * 100).toFixed(digits)} to ${formatPercent(high, digits)}`;
}

/** A skill's 95 % interval: −0.0396 to −0.0077 */
export function formatSkillInterval(interval: readonly [low: number, high: number] | null): string {
  return interval === null ? '–' : interval.map((x) => formatSigned(x, 4)).join(' to ');
}
