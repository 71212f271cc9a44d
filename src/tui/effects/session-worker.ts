import { serveErrands } from '../../training/ask-on.ts';
import { giveWay } from '../../workers/give-way.ts';
import { errands } from './errands.ts';

/** The session's other thread: it does what would make keys wait. */
giveWay();
serveErrands(errands);
