import { wordsOf } from '../../../text/target-words.ts';
import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, pages, upAndDown } from '../../keys/motions.ts';
import type { Session } from '../../session/session.ts';
import { rowUnderCursor } from './state.ts';

const hasSeveral = ({ overview }: Session) => (overview.rows?.length ?? 0) > 1;
const hasRows = ({ overview }: Session) => rowUnderCursor(overview) !== undefined;

const lookingKeys: readonly Binding[] = [
  { ...upAndDown('the market', 'market', (by) => ({ type: 'market row moved', by })), isOn: hasSeveral },
  ...pages('markets', (by) => ({ type: 'market row moved', by })),
  {
    keys: ['enter'],
    shown: 'Enter',
    label: 'go there',
    help: 'show this market on the Data screen, and on every other one',
    action: ({ overview }) => {
      const chosen = rowUnderCursor(overview);
      return (
        chosen && [
          { type: 'market chosen', market: chosen.market },
          { type: 'screen chosen', screen: 'data' },
        ]
      );
    },
    isOn: hasRows,
  },
  {
    keys: ['f'],
    shown: 'f',
    label: 'fetch all',
    help: 'bring every market up to date, one after another',
    action: { type: 'round asked', kind: 'fetch' },
    isOn: hasRows,
  },
  {
    keys: ['t'],
    shown: 't',
    label: 'train all',
    help: 'train a model for every market with the settings of Train; asks first',
    action: ({ overview, train }) => ({
      type: 'asked',
      question: {
        text: `Train ${overview.rows?.length} markets with ${train.settings.featureSet} (${wordsOf(train.settings.target).title})?`,
        yes: { type: 'round asked', kind: 'train' },
      },
    }),
    isOn: hasRows,
  },
];

const workingKeys: readonly Binding[] = [
  escapeKey('cancel', 'cancel; what was done before stays', { type: 'round cancelled' }),
];

const looking: KeyMode = { title: 'Overview', keys: lookingKeys, common: 'all' };
const working: KeyMode = { title: 'Overview, while it fetches or trains', keys: workingKeys, common: 'all' };

export const overviewModes = [looking, working];

export function overviewMode({ overview }: Session): KeyMode {
  return overview.round === undefined ? looking : working;
}
