import type { Binding } from './keys/binding.ts';
import { dataKeys } from './keys/data.ts';
import { evaluateKeys, evaluatingKeys } from './keys/evaluate.ts';
import { always, everywhere } from './keys/everywhere.ts';
import { featuresKeys } from './keys/features.ts';
import { type Mode, modeOf } from './keys/modes.ts';
import { monitorKeys, retrainingKeys } from './keys/monitor.ts';
import { helpKeys, overlayRunKeys, questionKeys } from './keys/overlays.ts';
import { predictFieldKeys, predictKeys } from './keys/predict.ts';
import { runsKeys, runsOpenKeys } from './keys/runs.ts';
import { trainFormKeys, trainingKeys, trainingPausedKeys, trainResultKeys } from './keys/train.ts';
import { editingKeys, searchingKeys } from './keys/typing.ts';
import type { Action } from './state/actions.ts';
import type { Session } from './state/session.ts';
import type { KeyName } from './typed.ts';

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
