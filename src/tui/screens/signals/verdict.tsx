import type { SignalTest } from '../../../results/signal-test.ts';
import { signalTestText, verdictSentence } from '../../../text/signal-test.ts';
import { labelledLines } from '../../components/labelled-lines.ts';
import { Lines } from '../../components/lines.tsx';
import { type Extent, scrolledLines } from '../../components/scrolled.ts';
import { derived } from '../../drawing/derived.ts';
import { type Line, type Tone, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';

interface VerdictProps {
  readonly test: SignalTest;
  readonly top: number;
  readonly viewport: Viewport;
}

const tones: Readonly<Record<SignalTest['verdict'], Tone>> = {
  adds_information: 'up',
  not_shown: 'title',
  looks_ahead: 'warning',
  too_few_rows: 'title',
};

/** What a test came to: its verdict in a sentence, which stays, and what it rests on, which scrolls. */
export function Verdict({ test, top, viewport }: VerdictProps) {
  const sentence = sentenceLines(test, viewport.width);
  const rest = linesBelowVerdict(test, viewport.width);
  const { height } = belowVerdict(test, viewport);
  return <Lines lines={[...sentence, '', ...(viewport.isHeard ? rest : scrolledLines(rest, top, height))]} />;
}

function sentenceLines(test: SignalTest, width: number): readonly Line[] {
  return wrap(verdictSentence(test), width).map((text): Line => [{ text, tone: tones[test.verdict] }]);
}

/** How much there is of what a verdict rests on, and how much room below its sentence. */
export function belowVerdict(test: SignalTest, { width, height }: Viewport): Extent {
  const room = Math.max(2, height - sentenceLines(test, width).length - 1);
  return { lines: linesBelowVerdict(test, width).length, height: room };
}

/** What a verdict rests on, in lines of a width. */
export function linesBelowVerdict(test: SignalTest, width: number): readonly Line[] {
  return textBelowVerdict(test).flatMap((line) => labelledLines(line, width));
}

/** Made once: every key asks how long it is. */
const textBelowVerdict = derived((test: SignalTest) => signalTestText(test).split('\n').slice(2));
