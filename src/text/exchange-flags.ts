import { exchangeNames, exchanges } from '../domain.ts';

/** The flags that take days from an exchange: `--vs`, too, where it does not quote in the currency. */
export function exchangeFlags(vsCurrency: string | undefined): string {
  const flags = exchangeNames.map((name) => {
    const known: readonly [string, ...string[]] = exchanges[name].vsCurrencies;
    const isOffered = vsCurrency === undefined || known.includes(vsCurrency);
    return `--source ${name}${isOffered ? '' : ` --vs ${known[0]}`}`;
  });
  return flags.join(' or ');
}
