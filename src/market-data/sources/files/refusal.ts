import { type Facts, InputError } from '../../../errors.ts';

/** What is wrong with a file, for programs. */
export type RefusalCode =
  /** It is not there, or may not be read. */
  | 'unreadable_file'
  /** It is no table of prices: a picture, a workbook, a folder. */
  | 'not_a_table'
  /** It is a table, but of no form that is known. */
  | 'unknown_form'
  /** A line or a value of it cannot be used. */
  | 'invalid_csv'
  /** Its rows are too far apart, or at hours of which no price is taken. */
  | 'not_daily'
  | 'no_data'
  | 'file_in_other_currency';

/** A file that cannot be used: which, or which line of it; what is wrong; what to do. */
export function refusal(
  place: string,
  what: string,
  hint: string,
  code: RefusalCode = 'invalid_csv',
  facts: Facts = {},
): InputError {
  return new InputError({ code, message: `${place} ${what}`, hint, facts });
}

/** Text of a file as it is shown in a message: quoted, and cut where it is long. */
export function shown(text: string): string {
  return JSON.stringify(text.trim().slice(0, 40));
}
