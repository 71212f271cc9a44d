import { Box, Text, useIsScreenReaderEnabled } from 'ink';
import { useContext } from 'react';
import { inTones, type Line, type Span } from '../drawing/text.ts';
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

/** One line, in as few pieces as it has tones in turn. An empty one keeps its row. */
function Row({ line }: { readonly line: Line }) {
  const theme = useContext(ThemeContext);
  const isHeard = useIsScreenReaderEnabled();
  const drawn: readonly Span[] = typeof line === 'string' ? [{ text: line }] : line;
  const pieces = inTones(isHeard ? drawn.map(({ text }) => ({ text: text.replace(DRAWN, '') })) : drawn);
  const [first, ...others] = pieces;
  if (first === undefined) return <Text> </Text>;
  if (others.length === 0)
    return (
      <Text wrap="truncate" {...styles[theme][first.tone]}>
        {first.text}
      </Text>
    );
  return (
    <Text wrap="truncate">
      {pieces.map(({ text, tone }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
        <Text key={i} {...styles[theme][tone]}>
          {text}
        </Text>
      ))}
    </Text>
  );
}
