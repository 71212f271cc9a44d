import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { useContext } from 'react';
import type { Line, Span } from '../drawing/text.ts';
import { styles, ThemeContext } from '../theme.ts';

/** Lines as they are, each piece in the colour of its tone. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <Row key={i} line={line} />
      ))}
    </Box>
  );
}

/** Lines, blocks and Braille dots mean nothing when they are read out, nor does the dotted line of a legend. */
const DRAWN = /[\u2500-\u259f\u2800-\u28ff]+|··/g;

/** One line. An empty one keeps its row. */
function Row({ line }: { readonly line: Line }) {
  const isHeard = useIsScreenReaderEnabled();
  const drawn: readonly Span[] = typeof line === 'string' ? [{ text: line }] : line;
  const spans = isHeard ? drawn.map(({ text }) => ({ text: text.replace(DRAWN, '') })) : drawn;
  const isEmpty = spans.every(({ text }) => text === '');
  return (
    <Text wrap="truncate">
      {isEmpty
        ? ' '
        : spans.map((span, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
            <Piece key={i} span={span} />
          ))}
    </Text>
  );
}

function Piece({ span }: { readonly span: Span }) {
  const theme = useContext(ThemeContext);
  const tone = span.tone ?? 'plain';
  return <Text {...styles[theme][tone]}>{span.text}</Text>;
}
