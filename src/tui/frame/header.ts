import { exchanges, isExchange } from '../../domain.ts';
import { formatPercent, plural } from '../../text/format.ts';
import { formatPrice } from '../../text/price.ts';
import { printable } from '../../text/printable.ts';
import { wordsOf } from '../../text/target-words.ts';
import { sparkline } from '../drawing/blocks.ts';
import { cut, fitting, type Line, lineWidth, type Span } from '../drawing/text.ts';
import { type ShownChart, shownCoin } from '../screens/data/state.ts';
import type { Session } from '../session/session.ts';

/** The coin, its newest price and change, the model in use, where the data is from and how new it is. */
export function headerLine({ market, data, predict, window }: Session): Line {
  const { name, symbol } = shownCoin(data, market.coin);
  const isNarrow = window.columns < 80;
  const gap = isNarrow ? ' ' : '  ';
  const title: readonly Span[] = [
    { text: cut(` ${printable(name)}`, Math.floor(window.columns / 3)), tone: 'title' },
    { text: `${gap}${cut(printable(symbol), 8)}/${market.vsCurrency.toUpperCase()}` },
  ];
  const { chart } = data;
  const [before, newest] = [chart?.days.at(-2), chart?.days.at(-1)];
  if (chart === undefined || newest === undefined) return title;
  const change = before === undefined ? 0 : newest.price / before.price - 1;
  const left: readonly Span[] = [
    ...title,
    { text: `${gap}${formatPrice(newest.price, market.vsCurrency)}${gap}` },
    {
      text: `${change < 0 ? '▼' : '▲'} ${formatPercent(Math.abs(change), 2)}${gap}`,
      tone: change < 0 ? 'down' : 'up',
    },
  ];
  const most = window.columns - lineWidth(left) - 2;
  const right: readonly Span[] = [
    { text: sourceText(chart, { date: newest.date, isNarrow, most }), tone: 'quiet' },
    // Of the sample the words say that it is old.
    { text: chart.quality.isStale && chart.source !== 'bundled' ? ' !' : '', tone: 'warning' },
  ];
  const free = window.columns - lineWidth(left) - lineWidth(right) - 1;
  const prices = chart.days.slice(-Math.min(30, free - 2)).map(({ price }) => price);
  const line = free >= 12 ? sparkline(prices) : '';
  const { run } = predict;
  const model =
    run === undefined ? '' : `in use: ${wordsOf(run.model.target).title}, ${run.settings.featureSet}  `;
  const shownModel = free - line.length > model.length + 1 ? model : '';
  return [
    ...left,
    { text: line, tone: 'accent' },
    { text: ' '.repeat(Math.max(1, free - line.length - shownModel.length)) },
    { text: shownModel, tone: 'quiet' },
    ...right,
  ];
}

const sourceNames = { coingecko: 'CoinGecko', cache: 'stored', bundled: 'bundled', csv: 'CSV' } as const;

interface SourceRoom {
  readonly date: string;
  readonly isNarrow: boolean;
  readonly most: number;
}

/** Where the days come from and how new they are; of the sample that comes with the program that it is one. */
function sourceText({ source, quality }: ShownChart, { date, isNarrow, most }: SourceRoom): string {
  if (source === 'bundled') {
    const age = `${plural(quality.ageInDays, 'day')} old`;
    return fitting(
      ['sample data (bundled), ', 'sample data, ', 'sample, ', ''].map((what) => what + age),
      most,
    );
  }
  const name = isExchange(source) ? exchanges[source].title : sourceNames[source];
  return `${name}${isNarrow ? '' : ' to'} ${date}`;
}
