import { askOn } from '../../training/ask-on.ts';
import type { Errands } from './errands.ts';

/** Work on what is on disk, done on the session's other thread so that keys do not wait. */
export const ask = askOn<Errands>('session-worker');
