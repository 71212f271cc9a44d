import { PassThrough } from 'node:stream';
import { render } from 'ink';
import type { ComponentType } from 'react';
import type { Viewport } from '../layout.ts';
import type { ScreenProps } from '../screen.ts';
import type { Session } from '../session/session.ts';

/** The frame of a screen, in a terminal as wide as the viewport: the one of ink-testing-library has 100 columns. */
export function frameOfScreen(
  Screen: ComponentType<ScreenProps>,
  session: Session,
  viewport: Viewport,
): string {
  const stdout = Object.assign(new PassThrough(), { columns: viewport.width });
  const { unmount } = render(<Screen session={session} viewport={viewport} />, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    debug: true,
    patchConsole: false,
    isScreenReaderEnabled: viewport.isHeard === true,
  });
  const frame = String(stdout.read());
  unmount();
  return frame;
}
