import type { Agents } from 'got';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { UsageError } from '../../errors.ts';

/** How the log and messages name a proxy: without the user and the password that may be in its address. */
function nameOf(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

/**
 * Agents that connect through a proxy: by tunnel to what is encrypted, by whole addresses to what is not. A proxy that
 * cannot be reached, or that refuses, fails with the code EPROXY.
 *
 * @throws {UsageError} where the proxy is not an http or https address
 */
export function createProxyAgents(address: string): Agents {
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy === undefined || !/^https?:$/.test(proxy.protocol)) {
    throw new UsageError({
      code: 'invalid_proxy',
      message: 'the proxy of the environment is not an http or https address',
      hint: 'set HTTPS_PROXY and HTTP_PROXY to an address like http://proxy:3128, or unset them',
    });
  }
  return { http: new Plain(proxy), https: new Tunnel(proxy) };
}

class Tunnel extends HttpsProxyAgent<string> {
  constructor(proxyUrl: URL) {
    super(proxyUrl.href);
  }

  override async connect(...args: Parameters<HttpsProxyAgent<string>['connect']>) {
    const [request] = args;
    let status: number | undefined;
    request.once('proxyConnect', (answer: { readonly statusCode: number }) => {
      status = answer.statusCode;
    });
    const socket = await super.connect(...args).catch((error: NodeJS.ErrnoException) => {
      throw isOfProxy(error) ? refused(this.proxy, `cannot be reached (${error.code})`) : error;
    });
    if (status === 200) return socket;
    // What the proxy says instead of opening a tunnel would be taken for the answer of the server.
    socket.destroy();
    throw refused(this.proxy, `answered with HTTP ${status}`);
  }
}

class Plain extends HttpProxyAgent<string> {
  constructor(proxyUrl: URL) {
    super(proxyUrl.href);
  }

  override async connect(...args: Parameters<HttpProxyAgent<string>['connect']>) {
    return super.connect(...args).catch((error: NodeJS.ErrnoException) => {
      throw isOfProxy(error) ? refused(this.proxy, `cannot be reached (${error.code})`) : error;
    });
  }
}

function isOfProxy({ code = '' }: NodeJS.ErrnoException): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ECONNRESET)$/.test(code);
}

function refused(proxy: URL, what: string): Error {
  return Object.assign(new Error(`the proxy ${nameOf(proxy)} ${what}`), { code: 'EPROXY' });
}
