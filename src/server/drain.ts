import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';

export interface DrainTimes {
  /** How long a connection without a request is kept, in case one is on its way. */
  readonly idleMs: number;
  /** How long requests underway may take. */
  readonly longestMs: number;
}

/**
 * Stops listening, and lets what is connected finish: each request that was accepted is answered, with
 * `Connection: close`. `http.Server.close` would cut connections that are idle at this moment, with requests on
 * their way in them, so the listening socket alone is closed first.
 */
export async function drain(server: Server, { idleMs, longestMs }: DrainTimes): Promise<void> {
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => {
      isClosed = true;
      resolve();
    });
  });
  await Promise.race([closed, elapsed(idleMs)]);
  if (isClosed) return;
  const sweeping = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, elapsed(longestMs)]);
  clearInterval(sweeping);
  server.closeAllConnections();
  await closed;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
