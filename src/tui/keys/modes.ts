import { isWalking } from '../screens/evaluate/state.ts';
import { isRetraining } from '../screens/monitor/state.ts';
import type { TrainStage } from '../screens/train/state.ts';
import type { Session } from '../session/session.ts';

/** Where the session is, as far as keys are concerned. */
export const modes = [
  'editing',
  'searching',
  'question',
  'help',
  'overlay run',
  'data',
  'features',
  'train form',
  'training',
  'training paused',
  'train result',
  'predict',
  'predict field',
  'runs',
  'runs open',
  'evaluate',
  'evaluating',
  'monitor',
  'retraining',
] as const;
export type Mode = (typeof modes)[number];

const trainModes: Readonly<Record<TrainStage, Mode>> = {
  form: 'train form',
  running: 'training',
  paused: 'training paused',
  result: 'train result',
};

/** Where the session is now: what takes the keys. */
export function modeOf(session: Session): Mode {
  if (session.question !== undefined) return 'question';
  if (session.editing !== undefined)
    return session.editing.target.kind === 'search' ? 'searching' : 'editing';
  if (session.overlay !== undefined) return session.overlay.kind;
  return screenMode(session);
}

/** The mode of the screen below whatever lies over it. */
export function screenMode({ screen, train, predict, runs, evaluate, monitor }: Session): Mode {
  switch (screen) {
    case 'train':
      return trainModes[train.stage];
    case 'predict':
      return predict.field === undefined ? 'predict' : 'predict field';
    case 'runs':
      return runs.isOpen || runs.compared !== undefined ? 'runs open' : 'runs';
    case 'evaluate':
      return isWalking(evaluate) ? 'evaluating' : 'evaluate';
    case 'monitor':
      return isRetraining(monitor) ? 'retraining' : 'monitor';
    default:
      return screen;
  }
}
