import { type ColumnNames, columnIn, type FileForm, type Head, simplified } from '../file-form.ts';
import { DATE_NAMES } from './plain.ts';

/** Any other table, of which the user says which column holds what: by name, or by number from 1 on. */
export function namedColumns(columns: ColumnNames): FileForm {
  return {
    name: 'named columns',
    title: 'a table with named columns',
    header: Object.values(columns).join(','),
    recognise: ({ rows: [header = []], names }: Head) => {
      const at = (name: string | undefined) => (name === undefined ? undefined : columnCalled(names, name));
      const date = at(columns.date) ?? columnIn(names, ...DATE_NAMES);
      const price = at(columns.price);
      if (date === undefined || price === undefined) return undefined;
      const volume = at(columns.total_volume);
      return {
        headerRows: header.some((cell) => /^[+-]?[\d.,]+$/.test(cell.trim())) ? 0 : 1,
        names: header,
        columns: { date, price, market_cap: at(columns.market_cap) },
        volume: volume === undefined ? undefined : { unit: 'quote', column: volume },
        pricesAt: names[price]?.startsWith('clos') ? 'end' : 'start',
      };
    },
  };
}

/** The names that are not in a header. */
export function namesNotIn({ names }: Head, columns: ColumnNames): readonly string[] {
  return Object.values(columns).filter((name) => columnCalled(names, name) === undefined);
}

function columnCalled(names: readonly string[], name: string): number | undefined {
  const place = /^\d{1,3}$/.test(name) ? Number(name) - 1 : undefined;
  return (
    columnIn(names, simplified(name)) ?? (place !== undefined && place < names.length ? place : undefined)
  );
}
