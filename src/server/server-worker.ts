import { serveErrands } from '../training/errands.ts';
import { errands } from './errands.ts';

/** The server's other thread: it does what would make requests wait. */
serveErrands(errands);
