import { Option } from 'commander';
import { listen } from '../async.ts';
import type { Context } from '../context.ts';
import type { TargetName } from '../domain.ts';
import { AlarmError, SourceError } from '../errors.ts';
import { parseWebAddress } from '../identifiers.ts';
import type { MonitorReport } from '../monitoring/monitor.ts';
import type { MonitorStatus } from '../results/monitored.ts';
import type { App, Register, Result } from './app.ts';
import { chooseRun, RUN_NAMES } from './choose-run.ts';
import { addMustExist, checkMustExist } from './must-exist.ts';
import {
  addChartOptions,
  addRunTargetOption,
  type ChartFlags,
  chartRequest,
  examples,
  flag,
  paragraph,
} from './options.ts';
import { allCoins, type ForCoins, forEachCoin, severalCoins } from './several-coins.ts';

interface MonitorFlags extends ChartFlags {
  readonly mustExist?: true;
  readonly run?: string;
  readonly target?: TargetName;
  readonly failOn?: Exclude<MonitorStatus, 'ok'>;
  readonly notify?: string;
}

/** `monitor`: the data, the forecasts and the features of the run in use, as they are now. */
export const registerMonitor: Register = (program, run) => {
  addRunTargetOption(
    addMustExist(addChartOptions(program.command('monitor'), { coin: severalCoins }).addOption(allCoins)),
  )
    .description('check the data, past forecasts against what happened, and drift from the training rows')
    .option('--run <id>', `${RUN_NAMES} (default: the one in use)`)
    .addOption(
      new Option(
        '--fail-on <status>',
        'end with exit code 6 at this status, or a worse one; for cron',
      ).choices(['warning', 'drift']),
    )
    .option(
      '--notify <url>',
      'post a JSON document to this address when the status changes',
      flag(parseWebAddress),
    )
    .addHelpText(
      'after',
      paragraph(
        "The status is drift if a feature's newest 60 days are further from the training rows than earlier windows of 60 days were from their own past. It is warning if the newest price is over 36 hours old, prices have gaps, days have no volume, the price steps by over 50 %, or the forecasts of 90 days are worse than the base rate. The exit code is 0 whatever the status, unless --fail-on is given. If --notify cannot post, it is 4, and the next monitor tries again. --offline is about prices: --notify posts all the same.",
      ) +
        examples(
          'crypto-predict monitor --coin bitcoin --offline',
          'crypto-predict monitor --coin bitcoin --offline --format json',
        ),
    )
    .action(async (flags: ForCoins<MonitorFlags>) => {
      const monitored: Monitored[] = [];
      await run((app) =>
        forEachCoin<MonitorFlags>(flags, app, async (one) => {
          const { result, ...looked } = await monitorOne(one, app);
          monitored.push(looked);
          return result;
        }),
      );
      const untold = monitored.find(({ problem }) => problem !== undefined)?.problem;
      const alarm = monitored.map(({ report }) => report).find(({ status }) => isAlarm(status, flags.failOn));
      if (alarm !== undefined) throw alarmOf(alarm, untold);
      if (untold !== undefined) throw untold;
    });
};

/** What came of one coin. */
interface Monitored {
  readonly report: MonitorReport;
  /** Why a change could not be told. */
  readonly problem: SourceError | undefined;
}

function isAlarm(status: MonitorStatus, failOn: MonitorFlags['failOn']): boolean {
  return failOn !== undefined && (status === 'drift' || status === failOn);
}

function alarmOf({ run, status, reasons }: MonitorReport, untold: SourceError | undefined): AlarmError {
  const [reason] = reasons;
  const beside = untold === undefined ? '' : `; ${untold.message}`;
  return new AlarmError({
    code: `status_${status}`,
    message: `the status is ${status}: ${reason}${beside}`,
    hint: status === 'drift' ? 'consider a retraining' : 'see what monitor says of it',
    facts: { coin: run.model.coin },
    cause: untold,
  });
}

async function monitorOne(flags: MonitorFlags, app: App): Promise<Monitored & { readonly result: Result }> {
  await checkMustExist(flags, app);
  const { monitor } = await import('../monitoring/monitor.ts');
  const { monitoredJson } = await import('../results/monitored.ts');
  const { monitoredText } = await import('../text/monitored.ts');
  const request = await chartRequest(flags, app, { isOfRun: true });
  const context = await app.context();
  const { coin: asked, vsCurrency: vs } = request;
  const named = flags.run === undefined ? { coin: asked, vs, target: flags.target } : flags;
  const saved = await chooseRun(named, app);
  const { coin, vsCurrency } = saved.model;
  const report = await listen(monitor(saved, { ...request, coin, vsCurrency }, context), app.reporter.report);
  const { problem, ...told } = flags.notify === undefined ? {} : await tell(report, flags.notify, context);
  const { status, reasons } = report;
  return {
    report,
    problem,
    // Of several coins neither is printed whole.
    result: {
      get json() {
        return monitoredJson({ ...report, ...told });
      },
      get text() {
        return monitoredText({ ...report, ...told });
      },
      line: [status, ...reasons.slice(0, 1)].join(': '),
    },
  };
}

/** Tells a change of the status; where that fails, what was found is shown first. */
async function tell(
  report: MonitorReport,
  url: string,
  context: Context,
): Promise<{ readonly isTold: boolean; readonly problem?: SourceError }> {
  const { notifyOfChange } = await import('../monitoring/notify.ts');
  try {
    return { isTold: await notifyOfChange(report, { url }, context) };
  } catch (error) {
    if (error instanceof SourceError) return { isTold: false, problem: error };
    throw error;
  }
}
