import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/context.ts';
import {
  close,
  drip,
  endless,
  hang,
  listening,
  redirect,
  reset,
  status,
  webhook,
} from '../testing/webhook.ts';
import { postDocument } from './webhook.ts';

const limits = { waits: [20, 20, 20], attemptMs: 300 };

const post = (url: string, signal = new AbortController().signal, env = {}) =>
  postDocument({ url, document: { status: 'drift' }, env, signal, limits });

describe('a webhook', () => {
  test('row 85: that takes the document → one POST of it', async () => {
    const { url, got } = await webhook(status(204));
    await post(url);
    expect(got).toEqual([{ method: 'POST', body: { status: 'drift' } }]);
  });

  test.each([
    ['hangs', hang, 'no answer within 0.3 seconds, 4 times'],
    ['answers 500', status(500), 'HTTP 500, 4 times'],
    ['answers 429', status(429), 'HTTP 429, 4 times'],
    ['answers 500 without end', endless(500), 'HTTP 500, 4 times'],
    ['closes the connection', close, 'it cannot be reached (ECONNRESET), 4 times'],
    ['resets the connection', reset, 'it cannot be reached (ECONNRESET), 4 times'],
  ])('row 85: that %s → tried 4 times in bounded time, then said', async (_, listener, what) => {
    const { url, got } = await webhook(listener);
    const start = performance.now();
    await expect(post(url)).rejects.toMatchObject({
      code: 'not_notified',
      exitCode: 4,
      message: `the status could not be told to ${new URL(url).host}: ${what}`,
    });
    expect(got).toHaveLength(4);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test.each([
    ['hangs', hang],
    ['answers 503', status(503)],
    ['resets the connection', reset],
  ])('row 85: that %s once → taken at the second attempt', async (_, listener) => {
    const { url, got } = await webhook(listener, status(200));
    await post(url);
    expect(got.map(({ body }) => body)).toEqual([{ status: 'drift' }, { status: 'drift' }]);
  });

  test.each([
    ['without end', endless(200)],
    ['a byte at a time for ever', drip],
  ])('row 85: that answers 200 and goes on %s → taken, and the connection ends', async (_, listener) => {
    const { url, got } = await webhook(listener);
    await post(url);
    expect(got).toHaveLength(1);
  });

  test.each([400, 401, 404, 410])('row 85: that answers %i → said at once', async (code) => {
    const { url, got } = await webhook(status(code));
    await expect(post(url)).rejects.toThrow(`HTTP ${code}`);
    expect(got).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])(
    'row 85: that redirects with %i → never followed, to no scheme and no host',
    async (code) => {
      const other = await webhook(status(200));
      for (const to of [other.url, 'file:///etc/passwd', 'gopher://127.0.0.1/', '//localhost:1/', '']) {
        const { url, got } = await webhook(redirect(to, code));
        await expect(post(url)).rejects.toThrow(`it redirects (HTTP ${code}), which is not followed`);
        expect(got).toHaveLength(1);
      }
      expect(other.got).toEqual([]);
    },
  );

  test('row 85: of a certificate that nobody signed → refused at once, and nothing is sent', async () => {
    const folder = await temporaryFolder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    let asked = 0;
    const secrets = { key: readFileSync(key), cert: readFileSync(cert) };
    const server = createSecureServer(secrets, (_, response) => {
      asked += 1;
      response.end();
    });
    const url = await listening(server as unknown as Server, 'https');
    await expect(post(url)).rejects.toThrow(
      /its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
    );
    expect(asked).toBe(0);
  });

  test('row 85: where nobody listens, or a host that is not → said, without the secret in the address', async () => {
    for (const url of ['http://127.0.0.1:9/SECRET', 'http://no-such-host.invalid/SECRET?key=SECRET']) {
      const error = await post(url).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'not_notified' });
      expect(String(error)).not.toContain('SECRET');
    }
  });

  test('row 85: an interruption while it hangs → ends at once', async () => {
    const { url } = await webhook(hang);
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stopped')), 50);
    await expect(post(url, stop.signal)).rejects.toThrow('stopped');
  });

  test('row 85: through a proxy that is not there → said', async () => {
    const { url, got } = await webhook(status(200));
    await expect(
      post(url, new AbortController().signal, { http_proxy: 'http://127.0.0.1:9' }),
    ).rejects.toThrow(/the proxy .* cannot be reached/);
    expect(got).toEqual([]);
  });
});
