import { Option } from 'commander';
import { listen } from '../async.ts';
import type { TargetName } from '../domain.ts';
import { AlarmError } from '../errors.ts';
import type { MonitorReport, MonitorStatus } from '../monitoring/monitor.ts';
import type { App, Register, Result } from './app.ts';
import { chooseRun, RUN_NAMES } from './choose-run.ts';
import { addMustExist, checkMustExist } from './must-exist.ts';
import {
  addChartOptions,
  addTargetOption,
  type ChartFlags,
  chartRequest,
  examples,
  paragraph,
} from './options.ts';
import { allCoins, type ForCoins, forEachCoin, severalCoins } from './several-coins.ts';

interface MonitorFlags extends ChartFlags {
  readonly mustExist?: true;
  readonly run?: string;
  readonly target: TargetName;
  readonly failOn?: Exclude<MonitorStatus, 'ok'>;
}

/** `monitor`: the data, the forecasts and the features of the run in use, as they are now. */
export const registerMonitor: Register = (program, run) => {
  addTargetOption(
    addMustExist(addChartOptions(program.command('monitor'), { coin: severalCoins }).addOption(allCoins)),
    'of which target the run in use is',
  )
    .description('drift against the training rows, and past forecasts against what happened')
    .option('--run <id>', `${RUN_NAMES} (default: the one in use)`)
    .addOption(
      new Option(
        '--fail-on <status>',
        'end with exit code 6 at this status, or a worse one; for cron',
      ).choices(['warning', 'drift']),
    )
    .addHelpText(
      'after',
      paragraph(
        "The status is drift where a feature's newest 60 days are further from the training rows than earlier windows of 60 days were from their own past; warning where the newest price is over 36 hours old, prices have gaps, days have no volume, the price steps by over 50 %, or the forecasts of 90 days are worse than the base rate. The exit code is 0 whatever the status, unless --fail-on is given.",
      ) +
        examples(
          'crypto-predict monitor --coin bitcoin --offline',
          'crypto-predict monitor --coin bitcoin --offline --format json',
        ),
    )
    .action(async (flags: ForCoins<MonitorFlags>) => {
      const reports: MonitorReport[] = [];
      await run((app) =>
        forEachCoin<MonitorFlags>(flags, app, async (one) => {
          const { report, ...result } = await monitorOne(one, app);
          reports.push(report);
          return result;
        }),
      );
      for (const { status, reasons } of reports) {
        if (flags.failOn === undefined || (status !== 'drift' && status !== flags.failOn)) continue;
        throw new AlarmError({
          code: `status_${status}`,
          message: `the status is ${status}: ${reasons[0]}`,
          hint: status === 'drift' ? 'consider crypto-predict retrain' : 'see what monitor says of it',
        });
      }
    });
};

async function monitorOne(
  flags: MonitorFlags,
  app: App,
): Promise<Result & { readonly report: MonitorReport }> {
  await checkMustExist(flags, app);
  const { monitor } = await import('../monitoring/monitor.ts');
  const { monitoredJson } = await import('../results/monitored.ts');
  const { monitoredText } = await import('../text/monitored.ts');
  const request = await chartRequest(flags, app, { isOfRun: true });
  const context = await app.context();
  const { coin: asked, vsCurrency: vs } = request;
  const saved = await chooseRun(
    flags.run === undefined ? { coin: asked, vs, target: flags.target } : flags,
    app,
  );
  const { coin, vsCurrency } = saved.model;
  const report = await listen(monitor(saved, { ...request, coin, vsCurrency }, context), app.reporter.report);
  const { status, reasons } = report;
  return {
    report,
    json: monitoredJson(report),
    text: monitoredText(report),
    line: [status, ...reasons.slice(0, 1)].join(': '),
  };
}
