import { Box, useIsScreenReaderEnabled } from 'ink';
import type { ReactNode } from 'react';
import { exchanges, isExchange, type Source } from '../../domain.ts';
import { describeCoin } from '../../market-data/coins.ts';
import { formatPercent } from '../../text/format.ts';
import { formatPrice } from '../../text/price.ts';
import { printable } from '../../text/printable.ts';
import { sparkline } from '../drawing/blocks.ts';
import { cut, fit, type Line, type Span, widthOf } from '../drawing/text.ts';
import { footerKeys } from '../keys/bindings.ts';
import { screens } from '../screens.ts';
import type { Session } from '../session/session.ts';
import { promptLines } from './field.tsx';
import { Lines } from './lines.tsx';

/** Header, tabs, a screen, and the keys that work now; one row of the window stays free. */
export function Frame({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const isHeard = useIsScreenReaderEnabled();
  const { columns, rows } = session.window;
  const rule = '─'.repeat(columns);
  return (
    <Box
      flexDirection="column"
      width={columns}
      {...(isHeard ? {} : { height: rows - 1 })}
      overflowY={isHeard ? 'visible' : 'hidden'}
    >
      <Lines lines={[headerLine(session), tabsLine(session), [{ text: rule, tone: 'quiet' }]]} />
      <Box flexGrow={1} flexDirection="column" overflowY={isHeard ? 'visible' : 'hidden'} paddingX={1}>
        {children}
      </Box>
      <Lines lines={[...promptOf(session), [{ text: rule, tone: 'quiet' }], footerLine(session)]} />
    </Box>
  );
}

/** The rows that a prompt or a question takes from the screen. */
export function promptRows(session: Session): number {
  return promptOf(session).length;
}

function promptOf({ question, editing, window }: Session): readonly Line[] {
  if (question !== undefined) {
    return [[{ text: cut(` ? ${question.text}  y yes   n no`, window.columns), tone: 'warning' }]];
  }
  return editing?.place === 'prompt' ? promptLines(editing, window.columns) : [];
}

/** The coin, its newest price and change, the model in use, where the data is from and how new it is. */
export function headerLine({ market, data, predict, window }: Session): Line {
  const { name, symbol } = describeCoin(market.coin);
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
  const right: readonly Span[] = [
    { text: sourceText(chart.source, newest.date, isNarrow), tone: 'quiet' },
    { text: chart.quality.isStale ? ' !' : '', tone: 'warning' },
  ];
  const free = window.columns - spansWidth(left) - spansWidth(right) - 1;
  const prices = chart.days.slice(-Math.min(30, free - 2)).map(({ price }) => price);
  const line = free >= 12 ? sparkline(prices) : '';
  const model = predict.run === undefined ? '' : `model ${predict.run.settings.featureSet}  `;
  const shownModel = free - line.length > model.length + 1 ? model : '';
  return [
    ...left,
    { text: line, tone: 'accent' },
    { text: ' '.repeat(Math.max(1, free - line.length - shownModel.length)) },
    { text: shownModel, tone: 'quiet' },
    ...right,
  ];
}

function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

const sourceNames = { coingecko: 'CoinGecko', cache: 'stored', bundled: 'bundled', csv: 'CSV' } as const;

function sourceText(source: Source, date: string, isNarrow: boolean): string {
  const name = isExchange(source) ? exchanges[source].title : sourceNames[source];
  return `${name}${isNarrow ? '' : ' to'} ${date}`;
}

/** The screens by digit, the one that is shown in brackets; short names where there is little room. */
export function tabsLine({ screen, window }: Session): Line {
  const isNarrow = window.columns < 80;
  return screens.map(({ name, digit, title, short }, i): Span => {
    const label = `${digit} ${isNarrow ? short : title}`;
    return name === screen
      ? { text: `${i === 0 ? ' ' : ''}[${label}]${isNarrow ? '' : ' '}`, tone: 'title' }
      : { text: `${i === 0 ? ' ' : ''} ${label} ${isNarrow ? '' : ' '}` };
  });
}

/** As many of the keys that work now as fit; help and quit always do. */
export function footerLine(session: Session): Line {
  const { columns } = session.window;
  const keys = footerKeys(session);
  const last = keys.filter(({ shown }) => shown === '?' || shown === 'q');
  const kept = [...keys.filter((binding) => !last.includes(binding))];
  const widthOfAll = () =>
    [...kept, ...last].reduce((sum, { shown, label }) => sum + widthOf(shown) + widthOf(label) + 3, 1);
  while (kept.length > 0 && widthOfAll() > columns) kept.pop();
  const spans = [...kept, ...last].flatMap(({ shown, label }): readonly Span[] => [
    { text: shown, tone: 'title' },
    { text: ` ${label}  `, tone: 'quiet' },
  ]);
  return [{ text: ' ' }, ...spans];
}

/** Where the window is too small for any screen. */
export function TooSmall({ session: { window } }: { readonly session: Session }) {
  const message = [
    'This window is too small.',
    `60×20 or more, please;`,
    `this is ${window.columns}×${window.rows}.`,
    'q quits.',
  ];
  return (
    <Box
      width={window.columns}
      height={Math.max(1, window.rows - 1)}
      overflow="hidden"
      flexDirection="column"
    >
      <Lines
        lines={message.slice(0, Math.max(1, window.rows - 1)).map((line) => fit(line, window.columns))}
      />
    </Box>
  );
}
