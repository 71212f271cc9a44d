import { type Command, Option } from 'commander';
import {
  type ColumnKey,
  type ColumnNames,
  columnKeys,
  type PricesAt,
  pricesAtChoices,
} from '../market-data/sources/files/file-form.ts';

/** The flags beside `--from`: what is said of a file that its form does not say. */
export interface FileFlags {
  readonly columns?: ColumnNames;
  readonly pricesAt?: PricesAt;
}

export function addFileOptions(command: Command, columns: (text: string) => ColumnNames): Command {
  return command
    .option(
      '--columns <names>',
      'with --from: which column is which, price=Close,total_volume=Volume,date=Date',
      columns,
    )
    .addOption(
      new Option(
        '--prices-at <when>',
        'with --from: prices of the start or the end of their date (default: as its form has them)',
      ).choices(pricesAtChoices),
    );
}

const WANTED = `write price=NAME,date=NAME, and market_cap=NAME or total_volume=NAME, with names of the header`;

/** `price=Close,total_volume=Volume`. A name may hold a comma; a column without a name is given by its number. */
export function parseColumns(text: string): ColumnNames {
  const pairs = text.split(/,(?=[a-z_-]+=)/i).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(0, at)).trim().replaceAll('-', '_'), pair.slice(at + 1).trim()] as const;
  });
  const names = new Map<ColumnKey, string>();
  for (const [written, name] of pairs) {
    const key = columnKeys.find((each) => each === written);
    if (key === undefined || name === '' || names.has(key)) throw new RangeError(WANTED);
    names.set(key, name);
  }
  if (!names.has('price')) throw new RangeError(WANTED);
  return Object.fromEntries(names);
}
