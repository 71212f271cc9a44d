import { Box, useIsScreenReaderEnabled } from 'ink';
import type { ReactNode } from 'react';
import { Lines } from '../components/lines.tsx';
import { fit } from '../drawing/text.ts';
import type { Session } from '../session/session.ts';
import { footerLines } from './footer.ts';
import { headerLine } from './header.ts';
import { promptOf } from './prompt.ts';
import { tabsLine } from './tabs.ts';

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
      <Lines
        lines={[...promptOf(session), [{ text: rule, tone: 'quiet' }], ...footerLines(session, isHeard)]}
      />
    </Box>
  );
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
