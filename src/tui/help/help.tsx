import { Lines } from '../components/lines.tsx';
import { scrolledLines } from '../components/scrolled.ts';
import type { ScreenProps } from '../screen.ts';
import { helpLines } from './help-lines.ts';

/** The keys of the screen below, and what the terms on it mean. */
export function Help({ session, viewport }: ScreenProps) {
  if (session.help === undefined) return null;
  return (
    <Lines lines={scrolledLines(helpLines(session, viewport.width), session.help.top, viewport.height)} />
  );
}
