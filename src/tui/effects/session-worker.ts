import { serveErrands } from '../../training/errands.ts';
import { errands } from './errands.ts';

/** The session's other thread: it does what would make keys wait. */
serveErrands(errands);
