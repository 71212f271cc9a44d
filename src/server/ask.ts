import { askOn } from '../training/ask-on.ts';
import type { errands } from './errands.ts';

/** Work that is done on the server's other thread so that requests do not wait. */
export const ask = askOn<typeof errands>('server-worker');
