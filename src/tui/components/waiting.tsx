import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { useContext, useEffect, useState } from 'react';
import { styles, ThemeContext } from '../theme.ts';
import { SurroundingsContext } from './surroundings.ts';

/** A spinner beside what it waits for. Its state stays here, so that nothing else is drawn for it. */
export function Waiting({ text }: { readonly text: string }) {
  const theme = useContext(ThemeContext);
  const { hasMotion } = useContext(SurroundingsContext);
  return (
    <Box>
      <Text {...styles[theme].accent}>{hasMotion ? <Spinner /> : '…'}</Text>
      <Text wrap="truncate"> {text}</Text>
    </Box>
  );
}

/** The same with the seconds until a moment, counted down. */
export function CountingDown({ text, until }: { readonly text: string; readonly until: number }) {
  const { now: clock, hasMotion } = useContext(SurroundingsContext);
  const [now, setNow] = useState(() => clock().getTime());
  useEffect(() => {
    const ticking = setInterval(() => setNow(clock().getTime()), hasMotion ? 250 : 1000);
    return () => clearInterval(ticking);
  }, [clock, hasMotion]);
  return <Waiting text={`${text} in ${Math.max(0, (until - now) / 1000).toFixed(1)} s`} />;
}
