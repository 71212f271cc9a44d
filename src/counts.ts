/** 1680807873674 → 1,680,807,873,674 */
export function formatInteger(value: number): string {
  return grouped(value.toFixed(0));
}

/** `1 day`, `2 days` */
export function plural(count: number, noun: string): string {
  return `${formatInteger(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Groups the whole digits of a written number by three. Loading Intl for this would cost more than it does. */
export function grouped(text: string): string {
  const [whole = '', decimals] = text.split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? thousands : `${thousands}.${decimals}`;
}

/** A number as a person would write it: two decimals in the thousands, six digits below one. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return plainValue(value).replace('-', '−');
}

function plainValue(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 10_000 ? String(value) : formatInteger(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1e9) return formatInteger(value);
  if (magnitude >= 1) return grouped(value.toFixed(2));
  return Number(value.toPrecision(6)).toString();
}

/** Numbers as a person would write them, where that tells different ones apart; else with all their digits. */
export function toldApart(values: readonly number[]): readonly string[] {
  const short = values.map(formatValue);
  return new Set(short).size === new Set(values).size ? short : values.map(String);
}
