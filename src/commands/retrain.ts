import { listen } from '../async.ts';
import type { TargetName } from '../domain.ts';
import type { App, Register, Result } from './app.ts';
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

interface RetrainFlags extends ChartFlags {
  readonly mustExist?: true;
  readonly target: TargetName;
  readonly dryRun?: true;
}

/** `retrain`: a challenger on the newest data, put in use only where it is better. */
export const registerRetrain: Register = (program, run) => {
  addTargetOption(
    addMustExist(addChartOptions(program.command('retrain'), { coin: severalCoins }).addOption(allCoins)),
    'the target of the run in use',
  )
    .description('train a challenger on the newest data, and put it in use if it is better; for cron')
    .option('--dry-run', 'decide, but write nothing')
    .addHelpText(
      'after',
      paragraph(
        'The challenger is trained with the settings of the run in use, but with the step that its own data allow. Both forecast the rows that neither was trained on and that no earlier decision has judged. Rows older than its test rows are forecast by a challenger as it would have been trained then. The result is added to the evidence of earlier decisions; each row counts once. The challenger is put in use if the evidence, from at least 30 rows, reaches an e-value of 10. A challenger that is no better has a chance of at most 10 % of ever reaching it, however often retrain runs. In the first year of a run, better means better by over 0.5 nats a day; later, by anything. Otherwise the run in use stays: the challenger is not kept, but the evidence is. Without a run in use, the challenger is put in use. Each decision is logged in models/decisions.jsonl, and runs shows the newest. The replaced run stays: runs use ID takes it back.',
      ) +
        examples(
          'crypto-predict retrain --coin bitcoin --offline --dry-run',
          'crypto-predict retrain --coin bitcoin --offline --quiet --format json',
        ),
    )
    .action((flags: ForCoins<RetrainFlags>) =>
      run((app) => forEachCoin<RetrainFlags>(flags, app, (one) => retrainOne(one, app))),
    );
};

async function retrainOne(flags: RetrainFlags, app: App): Promise<Result> {
  await checkMustExist(flags, app);
  const { retrain } = await import('../training/retrain.ts');
  const { retrainedText } = await import('../text/retrained.ts');
  const { retrainedJson } = await import('../results/decision.ts');
  const request = await chartRequest(flags, app, { isOfRun: true });
  const dryRun = flags.dryRun ?? false;
  const retrained = await listen(
    retrain(request, { dryRun, target: flags.target }, await app.context()),
    app.reporter.report,
  );
  return {
    json: retrainedJson(retrained),
    text: retrainedText(retrained),
  };
}
