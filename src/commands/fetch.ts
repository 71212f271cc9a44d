import { listen } from '../async.ts';
import type { Register } from './app.ts';
import { addSourceOptions, type ChartFlags, chartRequest, examples } from './options.ts';

/** `fetch`: brings a market chart into the workspace, or imports one from a file. */
export const registerFetch: Register = (program, run) => {
  addSourceOptions(program.command('fetch'), {
    from: 'import this file: merge it into the stored chart; - is stdin',
  })
    .description('bring a market chart into data/raw/, merged with what is there')
    .addHelpText(
      'after',
      examples(
        'crypto-predict fetch --coin bitcoin',
        'crypto-predict fetch --coin ethereum --offline --format json',
      ),
    )
    .action((flags: ChartFlags) =>
      run(async (app) => {
        const { fetchChart, importCsv } = await import('../market-data/fetch.ts');
        const { fetchedJson } = await import('../results/fetched.ts');
        const { fetchedText } = await import('../text/fetched.ts');
        const request = await chartRequest(flags, app);
        const context = await app.context();
        const work =
          request.from === undefined
            ? fetchChart(request, context)
            : importCsv({ ...request, file: request.from }, context);
        const fetched = await listen(work, app.reporter.report);
        return {
          text: fetchedText(fetched),
          json: fetchedJson(fetched),
        };
      }),
    );
};
