import { dayNumber } from '../../../dates.ts';
import { at } from '../../../learning/vector.ts';
import { writeNumbers } from '../../../text/axis.ts';
import { pricesSentence } from '../../../text/prices.ts';
import { signalSentence } from '../../../text/signals.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import type { Line } from '../../drawing/text.ts';
import type { WriteTicks } from '../../drawing/ticks.ts';
import type { Viewport } from '../../layout.ts';
import type { Session } from '../../session/session.ts';
import type { SignalRow } from './state.ts';

/** Labels as wide as each other's: the same day stands at the same place in both plots. */
const LABEL = 8;
const inOneWidth: WriteTicks = (values, step) =>
  writeNumbers(values, step).map((text) => text.padStart(LABEL));

/** Below this height there is room for one plot alone. */
const TWO_PLOTS = 10;

/** A signal and the price over the same days, one above the other. */
export function Values({
  session,
  chosen,
  viewport,
}: {
  readonly session: Session;
  readonly chosen: SignalRow;
  readonly viewport: Viewport;
}) {
  const { name, values } = chosen.signal;
  const [first, last] = [at(values, 0).date, at(values, values.length - 1).date];
  const days = (session.data.chart?.days ?? []).filter(({ date }) => date >= first && date <= last);
  const [from, to] = [days.at(0)?.date ?? first, days.at(-1)?.date ?? last];
  const hasPrice = days.length > 1 && (viewport.isHeard || viewport.height >= TWO_PLOTS);
  const height = hasPrice ? Math.ceil(viewport.height / 2) : viewport.height;
  const title = (text: string): Line => [{ text, tone: 'title' }];
  return (
    <>
      <Lines lines={[title(name)]} />
      <Plot
        width={viewport.width}
        height={Math.max(4, height - 1)}
        series={[
          {
            points: values
              .filter(({ date }) => !hasPrice || (date >= from && date <= to))
              .map(({ date, value }) => ({ x: dayNumber(date), y: value })),
            tone: 'second',
            stroke: 'solid',
          },
        ]}
        places="dates"
        write={inOneWidth}
        description={signalSentence(chosen.signal)}
      />
      {hasPrice && (
        <>
          <Lines lines={[title(`price of ${session.market.coin} on the same days`)]} />
          <Plot
            width={viewport.width}
            height={Math.max(4, viewport.height - height - 1)}
            series={[
              {
                points: days.map(({ date, price }) => ({ x: dayNumber(date), y: price })),
                tone: 'first',
                stroke: 'solid',
              },
            ]}
            places="dates"
            write={inOneWidth}
            description={pricesSentence(days, session.market.vsCurrency)}
          />
        </>
      )}
    </>
  );
}
