import { type Line, wrap } from '../drawing/text.ts';
import { Lines } from './lines.tsx';

/** What went wrong, and what can be done about it. */
export function Problem({
  message,
  hint,
  width,
}: {
  readonly message: string;
  readonly hint: string;
  readonly width: number;
}) {
  const lines: readonly Line[] = [
    ...wrap(`! ${message}`, width).map((text) => [{ text, tone: 'warning' as const }]),
    ...wrap(hint, width),
  ];
  return <Lines lines={lines} />;
}
