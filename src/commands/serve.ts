import { InvalidArgumentError, Option } from 'commander';
import { onAbort } from '../async.ts';
import { UsageError } from '../errors.ts';
import type { Log } from '../server/request-log.ts';
import { plural } from '../text/format.ts';
import type { Register } from './app.ts';
import { examples, wholeNumber } from './options.ts';

interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly token?: string;
  readonly offline?: true;
  readonly allowHost?: readonly string[];
  readonly logForecasts?: true;
}

/** `serve`: the HTTP API, until it is interrupted or terminated. */
export const registerServe: Register = (program, run) => {
  program
    .command('serve')
    .description('answer forecasts over HTTP: POST /predict, GET /forecast/{coin}, GET /docs')
    .option(
      '--host <address>',
      'the address to listen on; this machine alone unless you name another',
      '127.0.0.1',
    )
    .option('--port <number>', 'the port to listen on; 0 for any free one', wholeNumber(0, 65_535), 8000)
    .addOption(
      new Option('--token <secret>', 'ask every client for this bearer token')
        .env('CRYPTO_PREDICT_TOKEN')
        .argParser(parseToken),
    )
    .option('--offline', 'forecast tomorrow from stored prices; never touch the network')
    .option(
      '--allow-host <name>',
      'another host name that clients may use, as behind a proxy; may be given several times',
      collectHost,
    )
    .option(
      '--log-forecasts',
      'log the answers of GET /forecast/{coin}, for monitor to compare with what happens',
    )
    .addHelpText(
      'after',
      examples(
        'crypto-predict serve',
        'CRYPTO_PREDICT_TOKEN=secret crypto-predict serve --host 0.0.0.0',
        'crypto-predict serve --port 8080 --offline --allow-host forecast.example.com',
      ),
    )
    .action((flags: ServeFlags) =>
      run(async (app) => {
        const { ask } = await import('../server/ask.ts');
        // The other thread starts while this one loads the server: the first answer needs both.
        ask.start();
        const { createServer } = await import('../server/server.ts');
        const { startListening } = await import('../server/listen.ts');
        const { isLoopbackHost } = await import('../server/access.ts');
        const { createLog } = await import('../server/request-log.ts');
        const context = await app.context();
        const { log: write, flush } = createLog(app.stderr, context.now);
        const log: Log = (line) => {
          if (!app.quiet || line.level === 'error') write(line);
        };
        const rules = {
          isLoopback: isLoopbackHost(flags.host),
          token: flags.token,
          allowedHosts: flags.allowHost ?? [],
        };
        let requests = 0;
        const server = createServer(context, {
          rules,
          offline: flags.offline ?? false,
          logsForecasts: flags.logForecasts ?? false,
          log: (line) => {
            if (line.msg === 'request') requests += 1;
            log(line);
          },
        });
        const url = await startListening(server, flags);
        if (!rules.isLoopback) {
          const who =
            rules.token === undefined ? 'anyone who reaches it may ask' : 'the token is sent unencrypted';
          log({ level: 'warn', msg: `listening beyond this machine, on ${flags.host}: ${who}` });
        }
        log({ level: 'info', msg: `listening on ${url}`, docs: `${url}/docs` });
        await aborted(context.signal);
        log({ level: 'info', msg: 'closing: no new connections, answering what was asked' });
        await server.close();
        flush();
        return { json: { url, requests }, text: `Answered ${plural(requests, 'request')}` };
      }),
    );
};

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, resolve);
  });
}

/** An error of commander's own would repeat the token. */
function parseToken(text: string): string {
  if (/^[\x21-\x7e]{1,500}$/.test(text)) return text;
  throw new UsageError({
    code: 'invalid_token',
    message: 'the token cannot be that value',
    hint: 'use printable characters without spaces, at least one',
  });
}

function collectHost(text: string, hosts: readonly string[] = []): readonly string[] {
  const name = text.toLowerCase();
  if (!/^[a-z0-9.-]{1,253}$/.test(name)) {
    throw new InvalidArgumentError('Use the name of a host, such as forecast.example.com.');
  }
  return [...hosts, name];
}
