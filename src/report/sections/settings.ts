import { type IsoDate, isExchange, type Model, type Source } from '../../domain.ts';
import { plural } from '../../text/format.ts';
import { marketFlags } from '../../text/market-flags.ts';
import { signalUseOf } from '../../training/prepare.ts';
import type { Section } from '../document.ts';
import type { ReportData } from '../make-report.ts';

/** The commands that train and judge the same model again. */
export function settingsSection(
  { run, evaluation }: ReportData,
  versions: Readonly<Record<string, string>>,
): Section {
  const { settings, model, data } = run;
  const l2 = settings.l2Auto ? 'auto' : settings.l2;
  const market = `${marketFlags({ ...model, ...data })} --feature-set ${settings.featureSet} --l2 ${l2} --half-life ${settings.halfLife}${settings.window === null ? '' : ` --window ${settings.window}`}${taskFlags(model)}`;
  return {
    title: 'Reproduce',
    blocks: [
      {
        kind: 'code',
        code: [
          `crypto-predict train ${market} ${daysFlags({ ...data, days: data.rows.days })} --test-size ${settings.testSize} --optimizer ${settings.optimizer} --learning-rate ${settings.learningRate} --epochs ${settings.epochs} --tolerance ${settings.tolerance}`,
          `crypto-predict evaluate ${market} ${daysFlags({ ...evaluation, days: evaluation.rows.days })} --initial-train ${evaluation.rows.initialTrain} --step ${evaluation.rows.step} --seed ${evaluation.settings.seed}`,
        ].join('\n'),
      },
      {
        kind: 'table',
        table: {
          head: ['Setting', 'value'],
          rows: [
            ['l2', settings.l2Auto ? `${settings.l2}, chosen` : String(settings.l2)],
            ['half-life', String(settings.halfLife)],
            ['window', settings.window === null ? 'all rows' : plural(settings.window, 'row')],
            ['bootstrap', `${evaluation.settings.resamples} resamples, seed ${evaluation.settings.seed}`],
            ...Object.entries(versions),
          ],
        },
      },
    ],
  };
}

/** From how old features, and with which signals, where there are any. */
function taskFlags(model: Model): string {
  const signals = signalUseOf(model);
  const delay = model.delay === 0 ? '' : ` --delay ${model.delay}`;
  return signals === undefined
    ? delay
    : `${delay} --signal ${signals.names.join(',')} --carry ${signals.carry}`;
}

interface SameDays {
  readonly source: Source;
  readonly to: IsoDate;
  readonly days: number;
}

/**
 * The flags that name the same days, whatever newer ones are fetched later. What names a file or an exchange stands
 * with the market.
 */
function daysFlags({ source, to, days }: SameDays): string {
  const stored = source === 'bundled' ? 'bundled' : 'cache';
  const named = source === 'csv' || isExchange(source) ? '' : `--source ${stored} `;
  return `${named}--until ${to} --days ${days}`;
}
