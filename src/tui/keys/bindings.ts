import { dataKeys } from '../screens/data/keys.ts';
import { evaluateKeys, evaluatingKeys } from '../screens/evaluate/keys.ts';
import { featuresKeys } from '../screens/features/keys.ts';
import { monitorKeys, retrainingKeys } from '../screens/monitor/keys.ts';
import { predictFieldKeys, predictKeys } from '../screens/predict/keys.ts';
import { runsKeys, runsOpenKeys } from '../screens/runs/keys.ts';
import { trainFormKeys, trainingKeys, trainingPausedKeys, trainResultKeys } from '../screens/train/keys.ts';
import type { Action } from '../session/actions.ts';
import type { Session } from '../session/session.ts';
import type { Binding } from './binding.ts';
import { always, everywhere } from './everywhere.ts';
import { type Mode, modeOf } from './modes.ts';
import { helpKeys, overlayRunKeys, questionKeys } from './overlays.ts';
import type { KeyName } from './typed.ts';
import { editingKeys, searchingKeys } from './typing.ts';

/** Every key of the session, by mode. What is first wins. */
export const bindings: Readonly<Record<Mode, readonly Binding[]>> = {
  editing: [...editingKeys, ...always],
  searching: [...searchingKeys, ...always],
  question: [...questionKeys, ...always],
  help: [...helpKeys, ...always],
  'overlay run': [...overlayRunKeys, ...always],
  data: [...dataKeys, ...everywhere, ...always],
  features: [...featuresKeys, ...everywhere, ...always],
  'train form': [...trainFormKeys, ...everywhere, ...always],
  training: [...trainingKeys, ...everywhere, ...always],
  'training paused': [...trainingPausedKeys, ...everywhere, ...always],
  'train result': [...trainResultKeys, ...everywhere, ...always],
  predict: [...predictKeys, ...everywhere, ...always],
  'predict field': [...predictFieldKeys, ...everywhere.filter(({ keys }) => !keys.includes('1')), ...always],
  runs: [...runsKeys, ...everywhere, ...always],
  'runs open': [...runsOpenKeys, ...everywhere, ...always],
  evaluate: [...evaluateKeys, ...everywhere, ...always],
  evaluating: [...evaluatingKeys, ...everywhere, ...always],
  monitor: [...monitorKeys, ...everywhere, ...always],
  retraining: [...retrainingKeys, ...everywhere, ...always],
};

/** What a key does now: nothing, or one or more actions. */
export function actionsOf(session: Session, key: KeyName): readonly Action[] {
  const binding = bindings[modeOf(session)].find(
    ({ keys, isOn }) => keys.includes(key) && (isOn?.(session) ?? true),
  );
  if (binding === undefined) return [];
  const reaction = typeof binding.action === 'function' ? binding.action(session, key) : binding.action;
  if (reaction === undefined) return [];
  return 'type' in reaction ? [reaction] : reaction;
}

/** The keys that the footer shows now. */
export function footerKeys(session: Session): readonly Binding[] {
  return bindings[modeOf(session)].filter(({ isQuiet, isOn }) => !isQuiet && (isOn?.(session) ?? true));
}
