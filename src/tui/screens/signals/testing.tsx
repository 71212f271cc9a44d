import { writeSigned } from '../../../text/axis.ts';
import { formatFixed, formatPercent } from '../../../text/format.ts';
import { placebosSoFar, walksSoFar } from '../../../text/signal-test.ts';
import { Lines } from '../../components/lines.tsx';
import { Plot } from '../../components/plot.tsx';
import { bar } from '../../drawing/blocks.ts';
import { type Line, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { TestNow } from './state.ts';

interface TestingProps {
  readonly name: string;
  readonly now: TestNow | undefined;
  readonly viewport: Viewport;
}

/** A test as it goes: how far, how long yet, and what has come so far. */
export function Testing({ name, now, viewport }: TestingProps) {
  if (now === undefined) return <Lines lines={[`Preparing the rows for ${name} …`]} />;
  const share = now.done / now.of;
  const what = now.stage === 'walks' ? '▶ walking' : '▶ placebos';
  const left = share < 1 ? `~${formatFixed(now.secondsLeft, 1)} s left` : 'judging what came of it';
  const words = `${now.done} of ${now.of}, ${formatPercent(share, 0)}, ${left}`;
  const progress: Line = [
    { text: `${what}  `, tone: 'up' },
    { text: bar(share, Math.max(4, viewport.width - what.length - words.length - 4)), tone: 'accent' },
    { text: `  ${words}` },
  ];
  const isWalking = now.stage === 'walks';
  const sentence = isWalking ? walksSoFar(now.gains) : placebosSoFar(now);
  const above = [progress, ...wrap(sentence, viewport.width)];
  const shown = isWalking ? now.gains : now.placebos;
  if (shown.length < 2) return <Lines lines={above} />;
  const points = shown.map((y, x) => ({ x: x + 1, y }));
  const reference = isWalking ? 0 : (now.gains.at(-1) ?? 0);
  return (
    <>
      <Lines lines={above} />
      <Plot
        width={viewport.width}
        height={Math.max(4, viewport.height - above.length)}
        series={[
          { points: points.map(({ x }) => ({ x, y: reference })), tone: 'third', stroke: 'dotted' },
          { points, tone: 'first', stroke: 'solid' },
        ]}
        places="numbers"
        placesName={isWalking ? 'step' : 'placebo'}
        write={writeSigned}
        description={sentence}
      />
    </>
  );
}
