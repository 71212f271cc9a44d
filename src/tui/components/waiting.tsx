import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { useContext, useEffect, useState } from 'react';
import { styles, ThemeContext } from '../theme.ts';

/** A spinner beside what it waits for. Its state stays here, so that nothing else is drawn for it. */
export function Waiting({ text }: { readonly text: string }) {
  const theme = useContext(ThemeContext);
  return (
    <Box>
      <Text {...styles[theme].accent}>
        <Spinner />
      </Text>
      <Text wrap="truncate"> {text}</Text>
    </Box>
  );
}

/** The same with the seconds until a moment, counted down. */
export function CountingDown({ text, until }: { readonly text: string; readonly until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(ticking);
  }, []);
  return <Waiting text={`${text} in ${Math.max(0, (until - now) / 1000).toFixed(1)} s`} />;
}
