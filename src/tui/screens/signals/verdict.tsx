import type { SignalTest } from '../../../results/signal-test.ts';
import { signalTestText, verdictSentence } from '../../../text/signal-test.ts';
import { labelledLines } from '../../components/labelled-lines.ts';
import { Lines } from '../../components/lines.tsx';
import { scrolledLines } from '../../components/scrolled.ts';
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
  const sentence = wrap(verdictSentence(test), viewport.width).map(
    (text): Line => [{ text, tone: tones[test.verdict] }],
  );
  const rest = linesBelowVerdict(test, viewport.width);
  const height = Math.max(2, viewport.height - sentence.length - 1);
  return <Lines lines={[...sentence, '', ...(viewport.isHeard ? rest : scrolledLines(rest, top, height))]} />;
}

/** What a verdict rests on, in lines of a width. */
export function linesBelowVerdict(test: SignalTest, width: number): readonly Line[] {
  return signalTestText(test)
    .split('\n')
    .slice(2)
    .flatMap((line) => labelledLines(line, width));
}
