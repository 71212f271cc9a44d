import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { HttpProblem } from './problems.ts';

/** Who may ask this server. */
export interface Gate {
  /** Whether the server listens on loopback only, where requests must name it as such. */
  readonly isLoopback: boolean;
  /** What a request must carry as a bearer token; undefined where none is asked for. */
  readonly token: string | undefined;
}

/** Whether an address to listen on is reachable from this machine alone. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses what a web page elsewhere may have sent to this machine: a request to a name that is not this machine's
 * own (DNS rebinding), or one from another origin. HTTP/1.1 always names the host.
 *
 * @throws {HttpProblem} 400, 403
 */
export function checkNames({ isLoopback }: Gate, { headers, httpVersion }: IncomingMessage): void {
  const { host, origin } = headers;
  if (host === undefined && httpVersion === '1.1') throw new HttpProblem(400, 'Missing Host header');
  if (!isLoopback) return;
  if (!isOwnName(host)) throw new HttpProblem(403, 'Invalid Host header');
  if (origin !== undefined && origin !== `http://${host}`) throw new HttpProblem(403, 'Cross-origin request');
}

/**
 * Asks for the bearer token. Digests are compared, in constant time, so that neither content nor length leaks.
 *
 * @throws {HttpProblem} 401
 */
export function checkToken({ token }: Gate, { authorization = '' }: IncomingHttpHeaders): void {
  if (token === undefined) return;
  const [, given = ''] = /^bearer +(.*)$/i.exec(authorization) ?? [];
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new HttpProblem(401, 'Not authenticated', { 'www-authenticate': 'Bearer' });
}

function isOwnName(host: string | undefined): boolean {
  const name = host?.replace(/:\d{1,5}$/, '').toLowerCase();
  return name !== undefined && (name === '[::1]' || isLoopbackHost(name)) && name !== '::1';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
