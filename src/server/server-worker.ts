import { serveErrands } from '../training/ask-on.ts';
import { errands } from './errands.ts';

/** The server's other thread: it does what would make requests wait. */
serveErrands(errands);
