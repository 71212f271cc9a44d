import { listen } from '../async.ts';
import type { TargetName } from '../domain.ts';
import type { Register } from './app.ts';
import { addBacktestOptions, addSeedOption } from './evaluation-options.ts';
import {
  addChartOptions,
  addTargetOption,
  type ChartFlags,
  chartRequest,
  examples,
  paragraph,
} from './options.ts';

interface ScoreFlags extends ChartFlags {
  readonly target: TargetName;
  readonly threshold: number;
  readonly feeBps: number;
  readonly seed: number;
}

/** `score`: forecasts that anything else made, judged as ours are. */
export const registerScore: Register = (program, run) => {
  const charted = addChartOptions(program.command('score'), { days: 'max' });
  addSeedOption(addBacktestOptions(addTargetOption(charted, 'what was forecast')))
    .argument('<file>', 'a table of forecasts; - is stdin')
    .description('judge forecasts made elsewhere, as evaluate judges those of this program')
    .addHelpText(
      'after',
      paragraph(
        'The table has a column probability, and one of two columns of dates: as_of, at whose 00:00 UTC the forecast was made, or for, the day after it.',
      ) +
        examples(
          'printf "as_of,probability\\n2025-01-01,0.6\\n" | crypto-predict score -',
          `echo '[{"for":"2025-01-02","probability":0.6}]' | crypto-predict score -`,
        ),
    )
    .action((file: string, flags: ScoreFlags) =>
      run(async (app) => {
        const { defaultJudgement } = await import('../evaluation/judgement.ts');
        const { saveScored, scoreForecasts } = await import('../training/score-forecasts.ts');
        const { scoredText } = await import('../text/scored.ts');
        const { scoredJson } = await import('../results/scored.ts');
        const request = await chartRequest({ ...flags, days: flags.days ?? 'max' }, app);
        const { target, threshold, feeBps, seed } = flags;
        const settings = { ...defaultJudgement, target, threshold, feeBps, seed };
        const context = await app.context();
        const work = scoreForecasts(file, { request, settings }, context);
        const scored = await listen(work, app.reporter.report);
        const entered = { ...scored, ledger: await saveScored(scored, context) };
        return { json: scoredJson(entered), text: scoredText(entered) };
      }),
    );
};
