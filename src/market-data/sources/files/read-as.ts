import type { FileForm, Layout, PricesAt } from './file-form.ts';

/** As what a file was read. */
export interface ReadAs {
  readonly form: string;
  readonly pricesAt: PricesAt;
  /** What total_volume is: `usd`, `coin, not used`; null where the file has none. */
  readonly volume: string | null;
  /** All of it in a sentence, with what was not used. */
  readonly sentence: string;
}

export interface HowRead {
  readonly form: FileForm;
  readonly layout: Layout;
  readonly pricesAt: PricesAt;
  readonly isIntraday: boolean;
  readonly vsCurrency: string;
}

export function readAsOf({ form, layout, pricesAt, isIntraday, vsCurrency }: HowRead): ReadAs {
  const { names, columns } = layout;
  const volume = volumeOf(layout, { isIntraday, vsCurrency });
  const nameOf = (column: number) => names[column]?.trim() || `column ${column + 1}`;
  const used = [
    columns.date,
    columns.price,
    columns.market_cap,
    layout.volume?.column,
    ...(layout.known ?? []),
  ];
  const unused = names
    .filter((name, i) => !used.includes(i) && !/^(?:unnamed.*|\s*)$/i.test(name))
    .map((name) => name.trim());
  const sentence = [
    `Read as ${form.title}: ${nameOf(columns.price)} as price, in ${vsCurrency.toUpperCase()}, at the ${pricesAt} of the date`,
    columns.market_cap === undefined ? 'no market cap' : `${nameOf(columns.market_cap)} as market cap`,
    layout.volume === undefined ? 'no volume' : `${nameOf(layout.volume.column)} as volume: ${volume}`,
    ...(unused.length > 0 ? [`columns not used: ${unused.join(', ')}`] : []),
  ].join('; ');
  return { form: form.name, pricesAt, volume, sentence };
}

/** What becomes of the volumes, in words. */
function volumeOf(
  { volume, isCandles }: Layout,
  { isIntraday, vsCurrency }: { isIntraday: boolean; vsCurrency: string },
): string | null {
  if (volume === undefined) return null;
  if (volume.unit === 'unknown') return 'of an unknown unit, not used';
  if (volume.unit === 'coin' && !volume.isConverted) return 'coin, not used';
  if (isCandles && isIntraday) return `${vsCurrency} of less than a day, not used`;
  if (volume.unit === 'coin') return `${vsCurrency}, from the volume of the coin`;
  return volume.from === undefined ? vsCurrency : `${vsCurrency}, from ${volume.from}`;
}
