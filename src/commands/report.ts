import { listen } from '../async.ts';
import type { Register } from './app.ts';
import { addChartOptions, type ChartFlags, chartRequest, examples } from './options.ts';

/** `report`: the technical report of a run, one self-contained HTML file and its Markdown. */
export const registerReport: Register = (program, run) => {
  addChartOptions(program.command('report'), { days: 'max' })
    .argument('[id]', 'the run to report on (default: the one in use)')
    .description(
      'write the technical report of a run: one HTML file that needs nothing else, and its Markdown',
    )
    .addHelpText(
      'after',
      examples(
        'crypto-predict report --offline',
        'crypto-predict report --coin bitcoin --source bundled --format json',
      ),
    )
    .action((id: string | undefined, flags: ChartFlags) =>
      run(async (app) => {
        const { readRun, readRunInUse } = await import('../workspace/runs.ts');
        const { gatherReport } = await import('../pipeline/make-report.ts');
        const { saveReport } = await import('../report/save.ts');
        const context = await app.context();
        const inUse = async () => {
          if (flags.coin === undefined) return readRunInUse(context.workspace);
          const vsCurrency = flags.vs ?? (await app.preferences()).vsCurrency;
          return readRunInUse(context.workspace, { coin: flags.coin, vsCurrency });
        };
        const saved = await (id === undefined ? inUse() : readRun(context.workspace, id));
        const { coin, vsCurrency } = saved.model;
        const request = await chartRequest(
          { ...flags, coin, vs: vsCurrency, days: flags.days ?? 'max' },
          app,
        );
        const data = await listen(gatherReport(saved, request, context), app.reporter.report);
        const paths = await saveReport(data, context);
        return {
          json: { run_id: saved.id, coin, vs_currency: vsCurrency, verdict: data.evaluation.verdict, paths },
          text: [`Report of ${saved.id}`, `HTML      ${paths.html}`, `Markdown  ${paths.markdown}`].join(
            '\n',
          ),
        };
      }),
    );
};
