import type { Agents } from 'got';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that an address is asked through, by `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` in either
 * case, as curl reads them; undefined where it is asked directly.
 */
export function proxyFor(address: string, env: Environment): string | undefined {
  const url = new URL(address);
  const read = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const proxy = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? read('ALL_PROXY');
  if (proxy === undefined || isExempt(url, read('NO_PROXY') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** Whether a host, or a domain that it is in, is in a list like `localhost,.example.com,10.0.0.1:8080`, or all are. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [, name = '', only] = /^\*?\.?(\[.*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    const domain = name.replace(/^\[|\]$/g, '');
    if (domain === '' || (only !== undefined && only !== ownPort)) return false;
    return host === domain || host.endsWith(`.${domain}`);
  });
}

/** What makes the connections to an address: an agent where it is behind a proxy. Loaded only then. */
export async function agentFor(address: string, env: Environment): Promise<Agents | undefined> {
  const proxy = proxyFor(address, env);
  if (proxy === undefined) return undefined;
  const { createProxyAgents } = await import('./proxy-agents.ts');
  return createProxyAgents(proxy);
}
