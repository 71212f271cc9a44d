import { type ExchangeName, exchanges } from '../domain.ts';
import { SourceError } from '../errors.ts';

/**
 * Refuses a currency that an exchange does not quote in, before anything is asked or looked for.
 *
 * @throws {SourceError} that names the currencies it has
 */
export function requireQuoted(exchange: ExchangeName, vsCurrency: string): void {
  const { title, vsCurrencies } = exchanges[exchange];
  const known: readonly string[] = vsCurrencies;
  if (known.includes(vsCurrency)) return;
  throw new SourceError({
    code: 'unknown_currency',
    message: `${title} is not asked for prices in ${vsCurrency}`,
    hint: `some that work: ${known.join(', ')}`,
    facts: { server: title },
  });
}
