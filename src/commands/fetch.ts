import type { Command } from 'commander';
import { listen } from '../async.ts';
import { UsageError } from '../errors.ts';
import type { ChartRequest } from '../market-data/chart-request.ts';
import type { App, Register, Result } from './app.ts';
import { addSourceOptions, type ChartFlags, chartRequest, examples } from './options.ts';
import { allCoins, type ForCoins, forEachCoin, severalCoins } from './several-coins.ts';

interface FetchFlags extends ChartFlags {
  readonly replace?: true;
  readonly undo?: true;
}

/** `fetch`: brings a market chart into the workspace, imports one from a file, or takes the last change back. */
export const registerFetch: Register = (program, run) => {
  addFetchOptions(program.command('fetch'))
    .description('fetch daily prices or import a file, and merge them into the stored chart in data/raw/')
    .addHelpText(
      'after',
      examples(
        'crypto-predict fetch --coin bitcoin',
        'crypto-predict fetch --coin ethereum --offline --format json',
        'crypto-predict fetch --coin bitcoin,ethereum --offline',
      ),
    )
    .action((flags: ForCoins<FetchFlags>) =>
      run((app) => forEachCoin<FetchFlags>(flags, app, (one) => fetchOne(one, app))),
    );
};

async function fetchOne(flags: FetchFlags, app: App): Promise<Result> {
  const request = await chartRequest(flags, app);
  if (flags.undo) return undo(request, flags, app);
  return flags.from === undefined ? bring(request, flags, app) : bringFile(request, flags.from, flags, app);
}

function addFetchOptions(command: Command): Command {
  const from = 'import this file: merge it into the stored chart; - is stdin';
  return addSourceOptions(command, { coin: severalCoins, from })
    .addOption(allCoins)
    .option('--replace', 'with --from: import a file even if it does not fit; its days replace stored ones')
    .option('--undo', 'take back the last change of the stored chart, by a fetch or an import');
}

async function bring(request: ChartRequest, { replace }: FetchFlags, app: App): Promise<Result> {
  if (replace) throw misplaced('--replace is for a file', 'name the file with --from');
  const { fetchChart } = await import('../market-data/fetch.ts');
  const { fetchedJson } = await import('../results/fetched.ts');
  const { fetchedText } = await import('../text/fetched.ts');
  const fetched = await listen(fetchChart(request, await app.context()), app.reporter.report);
  return { text: fetchedText(fetched), json: fetchedJson(fetched) };
}

async function bringFile(
  request: ChartRequest,
  file: string,
  { replace, source }: FetchFlags,
  app: App,
): Promise<Result> {
  if (source !== undefined && source !== 'auto') {
    throw misplaced('a file is imported into the stored chart', 'leave out --source');
  }
  const { importFile } = await import('../market-data/import-file.ts');
  const { fetchedJson } = await import('../results/fetched.ts');
  const { fetchedText } = await import('../text/fetched.ts');
  const context = await app.context();
  const fetched = await listen(importFile({ ...request, file, replace }, context), app.reporter.report);
  return { text: fetchedText(fetched), json: fetchedJson(fetched) };
}

async function undo(request: ChartRequest, { from, replace }: FetchFlags, app: App): Promise<Result> {
  if (from !== undefined || replace) {
    throw misplaced(
      '--undo takes the last change back, and brings nothing',
      'leave out --from and --replace',
    );
  }
  const { undoChange } = await import('../market-data/fetch.ts');
  const { chartKeyOf } = await import('../market-data/known-chart.ts');
  const { takenBackJson } = await import('../results/fetched.ts');
  const { takenBackText } = await import('../text/fetched.ts');
  const takenBack = await undoChange(chartKeyOf(request), await app.context());
  return { text: takenBackText(takenBack), json: takenBackJson(takenBack) };
}

function misplaced(message: string, hint: string): UsageError {
  return new UsageError({ code: 'misplaced_flag', message, hint });
}
