import { listen } from '../async.ts';
import type { TargetName } from '../domain.ts';
import type { Register } from './app.ts';
import { chooseRun, RUN_NAMES } from './choose-run.ts';
import {
  addChartOptions,
  addRunTargetOption,
  type ChartFlags,
  chartRequest,
  coinOf,
  examples,
} from './options.ts';

interface ReportFlags extends ChartFlags {
  readonly target?: TargetName;
}

/** `report`: the technical report of a run, one self-contained HTML file and its Markdown. */
export const registerReport: Register = (program, run) => {
  const charted = addChartOptions(program.command('report'), {
    days: 'max',
    coin: coinOf('the run in use of this coin (default: the one trained or chosen last)'),
  });
  addRunTargetOption(charted)
    .argument('[id]', `${RUN_NAMES} (default: the one in use)`)
    .description(
      'write the technical report of a run: one self-contained HTML file, and the same as Markdown',
    )
    .addHelpText(
      'after',
      examples(
        'crypto-predict report --offline',
        'crypto-predict report --coin bitcoin --source bundled --format json',
      ),
    )
    .action((id: string | undefined, flags: ReportFlags) =>
      run(async (app) => {
        const { gatherReport } = await import('../report/make-report.ts');
        const { saveReport } = await import('../report/save.ts');
        const context = await app.context();
        const saved = await chooseRun({ ...flags, run: id }, app);
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
