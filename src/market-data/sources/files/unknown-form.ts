import type { ExpectedError, Facts } from '../../../errors.ts';
import { type FileForm, type Head, simplified } from './file-form.ts';
import { refusal } from './refusal.ts';
import { DateReader } from './table/date-cell.ts';

const PRICE_NAME =
  /clos|price|last|schlu|kurs|cierre|precio|preis|prix|ultimo|último|chiusura|prezzo|fech|^y$|^value$|收|價|价/;

/**
 * A table of no form that is known: the header that was found, and the forms that are nearest to it; or the names that
 * were given and are not in it.
 */
export function unknownForm(
  file: string,
  { rows: [header = [], ...rows], names, syntax }: Head,
  forms: readonly FileForm[],
  absent: readonly string[] = [],
): ExpectedError {
  const found = `its header is ${JSON.stringify(
    header
      .map((cell) => cell.trim())
      .join(',')
      .slice(0, 200),
  )}`;
  if (absent.length > 0) {
    return refuse(file, `has no column ${absent.join(', ')}: ${found}`, 'name columns as the header does');
  }
  const what = syntax === 'json' ? 'is JSON' : 'is a table';
  const near = nearestTo(names, forms);
  const nearest = near.length > 0 ? `; nearest are ${near.join(' and ')}` : '';
  const message = `${what} of no form that is known: ${found}${nearest}`;
  return refuse(
    file,
    message,
    'name the columns of the date and the price',
    guess({ rows: [header, ...rows], names }),
  );
}

/** Which columns seem to be the date's and the price's, as the user would name them; undefined where none does. */
function guess({ rows: [header = [], first = []], names }: Pick<Head, 'rows' | 'names'>): Facts {
  const isDate = (cell = '') => !Number.isNaN(new DateReader().read(cell));
  const date = first.findIndex(isDate);
  // A date in the first row says that there is no header: then columns have numbers alone.
  if (isDate(header[date])) return { date: date + 1 };
  const price = names.findIndex((name, i) => i !== date && PRICE_NAME.test(name));
  return { date: header[date]?.trim() || undefined, price: header[price]?.trim() || undefined };
}

function nearestTo(names: readonly string[], forms: readonly FileForm[]): readonly string[] {
  const shared = ({ header }: FileForm) =>
    header.split(/[,;]/).filter((name) => names.includes(simplified(name))).length;
  return forms
    .map((form) => ({ form, count: shared(form) }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 2)
    .map(({ form }) => `${form.title} (${form.header})`);
}

function refuse(file: string, what: string, hint: string, facts: Facts = {}) {
  return refusal(file, what, hint, 'unknown_form', facts);
}
