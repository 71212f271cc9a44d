import { at } from '../../../learning/vector.ts';
import { describeCoin } from '../../../market-data/coins.ts';
import { formatInteger, plural } from '../../../text/format.ts';
import { sourceInWords } from '../../../text/sentences.ts';
import { type Line, labelled, wrap } from '../../drawing/text.ts';
import type { Session } from '../../session/session.ts';
import type { DataState } from './state.ts';

/** The columns of the panel beside the chart. */
export const PANEL = 26;

/** The quality of the chart; and where it comes from, where there is room for some of that. */
export function panelLines({ data, market }: Session, height: number): readonly Line[] {
  const { chart } = data;
  if (chart === undefined) return [];
  const { quality } = chart;
  const value = (name: string, text: string, isWarning = false): Line => [
    { text: labelled(name, text, PANEL - 3) },
    { text: isWarning ? ' !' : '', tone: 'warning' },
  ];
  const newest = at(chart.days, chart.days.length - 1).date;
  const ofQuality: readonly Line[] = [
    [{ text: 'Quality', tone: 'title' }],
    value('days', formatInteger(quality.days)),
    value('days filled', formatInteger(quality.filled)),
    value('zero volume', formatInteger(quality.zeroVolume)),
    value('steps > 50 %', formatInteger(quality.steps), quality.steps > 0),
    value('newest', newest),
    value('age', plural(quality.ageInDays, 'day'), quality.isStale),
  ];
  const ofSource: readonly Line[] = [
    '',
    [{ text: 'Source', tone: 'title' }],
    ...wrap(sourceSentence(chart.source, market.coin, newest), PANEL),
  ];
  const isSourceShown = ofQuality.length + 2 < height;
  return [...ofQuality, ...(isSourceShown ? ofSource : [])].slice(0, height);
}

function sourceSentence(source: Parameters<typeof sourceInWords>[0], coin: string, newest: string): string {
  const words = sourceInWords(source);
  if (source !== 'bundled') return `${words[0]?.toUpperCase()}${words.slice(1)}, to ${newest}.`;
  return `Bundled sample of ${describeCoin(coin).name}, to ${newest}.`;
}

/** The same in one line, for windows without room for a panel. */
export function qualityLine({ chart }: DataState): Line {
  if (chart === undefined) return '';
  const { days, filled, zeroVolume, ageInDays, isStale } = chart.quality;
  return [
    {
      text: `${formatInteger(days)} days, ${formatInteger(filled)} filled, ${formatInteger(zeroVolume)} no volume, ${plural(ageInDays, 'day')} old`,
    },
    { text: isStale ? ' !' : '', tone: 'warning' },
  ];
}
