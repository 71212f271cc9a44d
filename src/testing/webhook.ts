import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** Listens on loopback until the test is over; an address with a secret in it. */
export async function listening(server: Server, protocol = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${protocol}://localhost:${(server.address() as AddressInfo).port}/hook/SECRET`;
}

/** A webhook that answers by its listeners in turn, the last one for ever, and keeps what it was sent. */
export async function webhook(...listeners: readonly RequestListener[]) {
  const got: { readonly method: string | undefined; readonly body: unknown }[] = [];
  const server = createServer((request, response) => {
    const listener = listeners[Math.min(got.length, listeners.length - 1)];
    got.push({ method: request.method, body: undefined });
    const place = got.length - 1;
    response.on('error', () => {});
    void bodyOf(request).then((body) => {
      got[place] = { method: request.method, body };
      listener?.(request, response);
    });
  });
  return { url: await listening(server), got };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await text(request));
}

export const status =
  (code: number): RequestListener =>
  (_, response) =>
    void response.writeHead(code).end('{}');
export const hang: RequestListener = () => {};
export const close: RequestListener = (request) => void request.socket.destroy();
export const reset: RequestListener = (request) => void request.socket.resetAndDestroy();
export const redirect = (to: string, code: number): RequestListener => {
  return (_, response) => void response.writeHead(code, { location: to }).end();
};
export const endless = (code: number): RequestListener => {
  return (_, response) => {
    response.writeHead(code);
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
    };
    response.on('drain', pour);
    pour();
  };
};
export const drip: RequestListener = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
};
