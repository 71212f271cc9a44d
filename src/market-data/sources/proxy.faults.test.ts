import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SourceError } from '../../errors.ts';
import { temporaryFolder } from '../../testing/context.ts';
import { getJson } from './http.ts';
import { proxyFor } from './proxy.ts';

const answering: RequestListener = (_, response) => {
  response.end(JSON.stringify({ gecko_says: 'here' }));
};

async function listening(server: Server, protocol: 'http' | 'https'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${protocol}://localhost:${(server.address() as AddressInfo).port}`;
}

/** A server over TLS whose certificate nobody signed but itself. */
async function selfSigned() {
  const folder = await temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const secrets = { key: readFileSync(key), cert: readFileSync(cert) };
  return listening(createSecureServer(secrets, answering) as unknown as Server, 'https');
}

/** A proxy that tunnels and forwards, and keeps what it was asked; with a status, one that refuses. */
async function proxy(status?: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (status === undefined) answering(request, response);
    else response.writeHead(status).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (status !== undefined) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on('error', () => end.destroy());
    return undefined;
  });
  return { url: await listening(server, 'http'), asked };
}

async function ask(baseUrl: string, env: Readonly<Record<string, string>>) {
  const server = { title: 'CoinGecko', baseUrl, env, refusalIn: () => undefined };
  const request = { path: 'ping', query: {}, signal: new AbortController().signal };
  return getJson(server, request).catch((error: SourceError) => error);
}

describe('behind a proxy', () => {
  test('what is not encrypted is asked for by its whole address', async () => {
    const { url, asked } = await proxy();
    const target = await listening(createServer(answering), 'http');
    expect(await ask(target, { HTTP_PROXY: url })).toEqual({ gecko_says: 'here' });
    expect(asked).toEqual([`GET ${target}/ping`]);
  });

  test('what is encrypted goes through a tunnel, and a certificate that is not trusted names NODE_EXTRA_CA_CERTS', async () => {
    const { url, asked } = await proxy();
    const target = await selfSigned();
    expect(await ask(target, { HTTPS_PROXY: url })).toMatchObject({
      code: 'untrusted_certificate',
      exitCode: 4,
      hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(asked).toEqual([`CONNECT ${new URL(target).host}`]);
  });

  test('a host that NO_PROXY names is asked directly', async () => {
    const { url, asked } = await proxy();
    const target = await listening(createServer(answering), 'http');
    expect(await ask(target, { HTTP_PROXY: url, NO_PROXY: 'localhost' })).toEqual({ gecko_says: 'here' });
    expect(asked).toEqual([]);
  });

  test.each([403, 407])(
    'a proxy that refuses a tunnel with %d is named, at once and without its password',
    async (status) => {
      const { url } = await proxy(status);
      const secret = url.replace('http://', 'http://me:secret@');
      const error = await ask(await selfSigned(), { HTTPS_PROXY: secret });
      expect(error).toMatchObject({
        code: 'proxy_refused',
        message: `CoinGecko: the proxy ${url} answered with HTTP ${status}`,
      });
    },
  );

  test('row 84: a proxy that is not there → named', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: '127.0.0.1:9' };
    for (const target of ['https://localhost:1/', 'http://localhost:1/']) {
      expect(await ask(target, env)).toMatchObject({
        code: 'proxy_refused',
        message: 'CoinGecko: the proxy http://127.0.0.1:9 cannot be reached (ECONNREFUSED)',
      });
    }
  });

  test('an address that is none is a matter of usage', async () => {
    expect(await ask('http://localhost:1/', { HTTP_PROXY: 'socks5://x' })).toMatchObject({
      code: 'invalid_proxy',
      exitCode: 2,
    });
  });
});

test('row 84: a certificate that is not trusted, without a proxy → names NODE_EXTRA_CA_CERTS', async () => {
  expect(await ask(await selfSigned(), {})).toMatchObject({ code: 'untrusted_certificate' });
});

test.each([
  ['https://api.coingecko.com/', {}, undefined],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1'],
  ['https://api.coingecko.com/', { https_proxy: 'p:1' }, 'http://p:1'],
  ['https://api.coingecko.com/', { HTTP_PROXY: 'http://p:1' }, undefined],
  ['https://api.coingecko.com/', { ALL_PROXY: 'http://p:1' }, 'http://p:1'],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.b, .coingecko.com' }, undefined],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'gecko.com' }, 'http://p:1'],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1', no_proxy: 'coingecko.com:443' }, undefined],
  ['https://api.coingecko.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'coingecko.com:80' }, 'http://p:1'],
  ['http://[::1]:80/', { HTTP_PROXY: 'http://p:1', NO_PROXY: '[::1]' }, undefined],
  ['http://[::1]:80/', { HTTP_PROXY: 'http://p:1', NO_PROXY: '::1' }, undefined],
])('%s with %j is asked through %s', (address, env, expected) => {
  expect(proxyFor(address, env)).toBe(expected);
});
