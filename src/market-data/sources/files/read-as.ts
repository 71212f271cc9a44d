import type { ReadAs } from '../../../domain.ts';
import type { FileForm, Layout, PricesAt } from './file-form.ts';

export interface HowRead {
  readonly form: FileForm;
  readonly layout: Layout;
  readonly pricesAt: PricesAt;
  readonly isIntraday: boolean;
  readonly vsCurrency: string;
}

/** As what a file was read, and the same in a sentence, with what was not used. */
export function readAsOf(how: HowRead): { readonly readAs: ReadAs; readonly sentence: string } {
  const { form, layout, pricesAt, vsCurrency } = how;
  const { names, columns } = layout;
  const volume = volumeOf(how);
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
    `Read as ${form.title}: ${nameOf(columns.price)} as price, in ${vsCurrency.toUpperCase()}`,
    columns.market_cap === undefined ? 'no market cap' : `${nameOf(columns.market_cap)} as market cap`,
    ...(unused.length > 0 ? [`columns not used: ${unused.join(', ')}`] : []),
    layout.volume === undefined ? 'no volume' : `${nameOf(layout.volume.column)} as volume: ${volume}`,
    `prices are those of the ${pricesAt} of their date`,
  ].join('; ');
  return { readAs: { form: form.name, pricesAt, volume }, sentence };
}

/** What becomes of the volumes, in words. */
function volumeOf({ layout: { volume, isCandles }, isIntraday, vsCurrency }: HowRead): string | null {
  if (volume === undefined) return null;
  if (volume.unit === 'unknown') return 'of an unknown unit, not used';
  if (volume.unit === 'coin' && !volume.isConverted) return 'coin, not used';
  if (isCandles && isIntraday) return `${vsCurrency} of less than a day, not used`;
  if (volume.unit === 'coin') return `${vsCurrency}, from the volume of the coin`;
  return volume.from === undefined ? vsCurrency : `${vsCurrency}, from ${volume.from}`;
}
