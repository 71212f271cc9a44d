import type { Duplex } from 'node:stream';
import type { Log } from './request-log.ts';

/** How long a client that is hung up on may take to hang up itself. */
const LINGER_MS = 1000;

/** A request that never became one: too slow, too long, or not HTTP. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Duplex, log: Log): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? [431, 'Request Header Fields Too Large']
        : [400, 'Bad Request'];
  log({ level: 'warn', msg: 'request', status, reason: error.code });
  hangUp(socket, `${status} ${reason}`, reason);
}

/** A request for a tunnel to elsewhere, which Node hands out as a bare connection. */
export function answerConnect(socket: Duplex, log: Log): void {
  log({ level: 'info', msg: 'request', method: 'CONNECT', status: 405 });
  hangUp(socket, '405 Method Not Allowed\r\nallow: GET, HEAD, POST', 'Method Not Allowed');
}

/**
 * Answers on a bare connection and closes it. Such a connection is no longer Node's to close with the server: what the
 * client still sends has to be read for its end to be seen, and one that never ends would keep the server from closing.
 */
function hangUp(socket: Duplex, head: string, detail: string): void {
  const body = JSON.stringify({ detail });
  socket.on('error', () => {});
  socket.resume();
  socket.end(
    `HTTP/1.1 ${head}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
    () => setTimeout(() => socket.destroy(), LINGER_MS).unref(),
  );
}
