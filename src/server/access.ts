import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpProblem } from './problems.ts';

/** Who may ask this server. */
export interface AccessRules {
  /** Whether the server listens on loopback only, where requests must name it as such. */
  readonly isLoopback: boolean;
  /** What a request must carry as a bearer token; undefined where none is asked for. */
  readonly token: string | undefined;
  /** Names beside this machine's own that requests may ask for, as behind a proxy; in lower case, without a port. */
  readonly allowedHosts: readonly string[];
}

/** Whether an address to listen on is reachable from this machine alone. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses what a web page elsewhere may have sent to this machine: a request to a name that is not one of its own (DNS
 * rebinding), or one from another origin. HTTP/1.1 always names the host.
 *
 * @throws {HttpProblem} 400, 403
 */
export function checkNames(
  { isLoopback, allowedHosts }: AccessRules,
  { headers, httpVersion }: IncomingMessage,
): void {
  const { host, origin } = headers;
  if (host === undefined && httpVersion === '1.1') throw new HttpProblem(400, 'Missing Host header');
  if (!isLoopback) return;
  const name = host?.replace(/:\d{1,5}$/, '').toLowerCase();
  const isAllowed = name !== undefined && (isOwnName(name) || allowedHosts.includes(name));
  if (!isAllowed) throw new HttpProblem(403, 'Invalid Host header');
  // A proxy in front may speak TLS.
  const isOwnOrigin = origin === undefined || [`http://${host}`, `https://${host}`].includes(origin);
  // What an image or a link on a foreign page asks for names no origin.
  const isForeign = headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';
  if (!isOwnOrigin || isForeign) throw new HttpProblem(403, 'Cross-origin request');
}

/**
 * Whether requests carry the token, or none is asked for. Its digest is compared, in constant time, so that neither
 * content nor length leaks.
 */
export function tokenCheck(token: string | undefined): (headers: IncomingHttpHeaders) => boolean {
  if (token === undefined) return () => true;
  const expected = digest(token);
  return ({ authorization = '' }) => {
    const [, given = ''] = /^bearer +(.*)$/i.exec(authorization) ?? [];
    return timingSafeEqual(digest(given), expected);
  };
}

/** The answer to who carries no token. */
export function unauthenticated(): HttpProblem {
  return new HttpProblem(401, 'Not authenticated', { 'www-authenticate': 'Bearer' });
}

function isOwnName(name: string): boolean {
  return name === '[::1]' || (name !== '::1' && isLoopbackHost(name));
}

function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
