import type { FastifyInstance } from 'fastify';
import { ServerError, systemCode, UsageError } from '../errors.ts';

/**
 * Listens; returns the address that clients use.
 *
 * @throws {ServerError} where the port is taken or may not be used; {UsageError} where the host is not this machine's
 */
export async function startListening(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    // A name would be listened on at each of its addresses; one server listens at one.
    await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port });
  } catch (error) {
    throw explain(error, host, port);
  }
  const [address] = app.addresses();
  if (typeof address !== 'object') throw new Error('the server listens at no address');
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}

function explain(error: unknown, host: string, port: number): unknown {
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new ServerError({
        code: 'port_in_use',
        message: `port ${port} on ${host} is in use`,
        hint: 'stop what uses it, or choose another port',
        cause: error,
      });
    case 'EACCES':
      return new ServerError({
        code: 'port_not_allowed',
        message: `port ${port} may not be used without more rights`,
        hint: 'choose one over 1023',
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new UsageError({
        code: 'unknown_host',
        message: `${host} is not an address of this machine`,
        hint: 'use 127.0.0.1, or 0.0.0.0 for all addresses',
        cause: error,
      });
    default:
      return error;
  }
}
