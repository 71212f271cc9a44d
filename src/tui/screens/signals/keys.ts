import { knownInWords } from '../../../text/signals.ts';
import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, leftAndRight, pageKeys, type ScrolledText, upAndDown } from '../../keys/motions.ts';
import { pathPrompt } from '../../keys/prompt.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';
import { signalUnderCursor } from './state.ts';
import { testExtent } from './view.tsx';

const hasSeveral = ({ signals }: Session) => (signals.rows?.length ?? 0) > 1;
const hasSignal = ({ signals }: Session) => signalUnderCursor(signals) !== undefined;

const testText: ScrolledText = {
  what: 'what a test came to',
  extentOf: testExtent,
  topOf: ({ signals }) => signals.top,
  to: (top) => ({ type: 'signal text moved', top }),
};

const lookingKeys: readonly Binding[] = [
  { ...upAndDown('the signal', 'signal', (by) => ({ type: 'signal row moved', by })), isOn: hasSeveral },
  ...pageKeys(testText).map(
    (binding): Binding => ({ ...binding, isQuiet: () => binding.keys.includes('end') }),
  ),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'test',
    help: 'test whether the signal adds anything to what prices say of the target; the test enters the ledger',
    action: ({ signals }) => {
      const row = signalUnderCursor(signals);
      return row && { type: 'signal test asked', name: row.signal.name };
    },
    isOn: hasSignal,
  },
  {
    keys: ['i'],
    shown: 'i',
    label: 'import',
    help: 'import a file with a column of dates and one or more of numbers',
    action: ({ signals: { known } }) =>
      pathPrompt('signal import', 'file', `a path to a table; its values are ${knownInWords(known)}`),
  },
  {
    keys: ['w'],
    shown: 'w',
    label: 'when known',
    help: 'whether the next import’s values are known at the end of their date, or at its start',
    action: { type: 'known time turned' },
  },
  {
    ...leftAndRight(
      'the feature set that the signal is to add to; none: the base rate',
      'beside',
      (by, session) => ({ type: 'beside moved', by, target: taskOf(session).target }),
    ),
    isOn: hasSignal,
  },
  {
    keys: ['v'],
    shown: 'v',
    label: 'view',
    help: 'the values beside the price, or what the test came to',
    action: { type: 'signals view turned' },
    isOn: hasSignal,
  },
  {
    keys: ['x'],
    shown: 'x',
    label: 'remove',
    help: 'remove the signal from the workspace; asks first',
    action: ({ signals }) => {
      const row = signalUnderCursor(signals);
      if (row === undefined) return undefined;
      const { name } = row.signal;
      return {
        type: 'asked',
        question: { text: `Remove the signal ${name}?`, yes: { type: 'signal removal asked', name } },
      };
    },
    isOn: hasSignal,
  },
];

const testingKeys: readonly Binding[] = [
  escapeKey('cancel', 'cancel; nothing is kept', { type: 'signal test cancelled' }),
];

const looking: KeyMode = { title: 'Signals', keys: lookingKeys, common: 'all' };
const testing: KeyMode = { title: 'Signals, while one is tested', keys: testingKeys, common: 'all' };

export const signalsModes = [looking, testing];

export function signalsMode({ signals }: Session): KeyMode {
  return signals.testing === undefined ? looking : testing;
}
