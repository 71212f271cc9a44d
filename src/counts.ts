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
