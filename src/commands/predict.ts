import { listen } from '../async.ts';
import type { TargetName } from '../domain.ts';
import { UsageError } from '../errors.ts';
import { parsePath } from '../identifiers.ts';
import type { App, Register, Result } from './app.ts';
import { chooseRun, RUN_NAMES } from './choose-run.ts';
import { addMustExist, checkMustExist } from './must-exist.ts';
import {
  addChartOptions,
  addRunTargetOption,
  type ChartFlags,
  chartRequest,
  coinOf,
  examples,
  flag,
} from './options.ts';

interface PredictFlags extends ChartFlags {
  readonly mustExist?: true;
  readonly json?: string;
  readonly run?: string;
  readonly explain?: true;
  readonly target?: TargetName;
}

/** `predict`: what a run says of given feature values, or of the newest complete day. */
export const registerPredict: Register = (program, run) => {
  const charted = addChartOptions(program.command('predict'), {
    coin: coinOf('the run in use of this coin (default: the one trained or chosen last)'),
  });
  addRunTargetOption(addMustExist(charted))
    .description('forecast from feature values, or tomorrow from the newest complete day')
    .option(
      '--json <file>',
      'one JSON object of feature values, or an array of them; - is stdin',
      flag(parsePath),
    )
    .option('--run <id>', `${RUN_NAMES} (default: the one in use)`)
    .option('--explain', 'show what each feature contributes, in log-odds')
    .addHelpText(
      'after',
      examples(
        'crypto-predict predict --coin bitcoin --offline --explain',
        'crypto-predict predict --coin bitcoin --offline --format json',
      ),
    )
    .action((flags: PredictFlags) =>
      run(async (app) => {
        await checkMustExist(flags, app);
        if (flags.json !== undefined) {
          const { predictInputs } = await import('./predict-inputs.ts');
          return predictInputs(flags.json, await chooseRun(flags, app), app, {
            explain: flags.explain ?? false,
          });
        }
        if (flags.coin !== undefined || flags.run !== undefined) return predictTomorrow(flags, app);
        throw new UsageError({
          code: 'nothing_to_predict',
          message: 'predict needs --json FILE or --coin ID',
          hint: 'crypto-predict predict --help shows examples',
        });
      }),
    );
};

async function predictTomorrow(flags: PredictFlags, app: App): Promise<Result> {
  const { forecastNewest } = await import('../training/forecast-newest.ts');
  const { forecastAndLog } = await import('../training/log-forecast.ts');
  const { forecastText } = await import('../text/forecast.ts');
  const { forecastJson } = await import('../results/forecast.ts');
  const run = await chooseRun(flags, app);
  const { coin, vsCurrency } = run.model;
  const request = { ...(await chartRequest(flags, app, { isOfRun: true })), coin, vsCurrency };
  // A file of one's own is not the market as it is now: what it gives is shown, not kept as a forecast.
  const work = request.from === undefined ? forecastAndLog : forecastNewest;
  const made = await listen(work(run, request, await app.context()), app.reporter.report);
  const explain = flags.explain ?? false;
  const contributions = explain ? (await import('../text/contributions.ts')).contributionTable : undefined;
  return {
    json: forecastJson(made, made.run, { explain }),
    text: forecastText(made, made.run, contributions?.(made, run)),
  };
}
