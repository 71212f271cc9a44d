import { completePath } from './complete-path.ts';
import { watchWorkspace } from './watch-workspace.ts';
import type { CreateEffects } from './work.ts';

/** The work that belongs to no screen. */
export const frameEffects: CreateEffects = ({ job }) => {
  const [completing, watching] = [job(), job()];
  return (action) => {
    if (action.type === 'started') watching.start(watchWorkspace);
    if (action.type === 'completion asked') completing.start(completePath);
  };
};
