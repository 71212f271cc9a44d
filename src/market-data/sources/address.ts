import { UsageError } from '../../errors.ts';

/**
 * Where a server is: at its usual address, or at the one that a variable of the environment names. A path can be
 * appended.
 *
 * @throws {UsageError} where that is no address
 */
export function addressIn(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
  usual: string,
): string {
  const text = env[variable] || usual;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) {
    url.search = '';
    url.hash = '';
    return url.href;
  }
  throw new UsageError({
    code: 'invalid_base_url',
    message: `${variable} is not an http or https address`,
    hint: `unset it, or set it to an address like ${usual}`,
  });
}
