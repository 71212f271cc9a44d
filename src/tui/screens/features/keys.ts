import type { Binding, KeyMode } from '../../keys/binding.ts';
import { leftAndRight, pages, upAndDown } from '../../keys/motions.ts';
import { prompt } from '../../keys/prompt.ts';
import type { Session } from '../../session/session.ts';
import type { FeaturesState } from './state.ts';

const isEngineered = ({ features }: Session) => features.view !== undefined;
const hasRows = ({ data, features }: Session) => data.chart !== undefined && features.problem === undefined;
const isShown = (what: FeaturesState['shown']) => (session: Session) => session.features.shown === what;
const areRowsShown = (session: Session) => isEngineered(session) && isShown('rows')(session);

const featuresKeys: readonly Binding[] = [
  { ...upAndDown('the row', 'row', (by) => ({ type: 'row moved', by })), isOn: isEngineered },
  {
    ...leftAndRight('the column; the date stays where it is', 'column', (by) => ({
      type: 'column moved',
      by,
    })),
    isOn: areRowsShown,
  },
  ...pages('rows', (by) => ({ type: 'row moved', by })),
  {
    keys: ['s', 'enter'],
    shown: 's',
    label: 'sort',
    help: 'sort by the column; once more turns the order round',
    action: { type: 'column sorted' },
    isOn: areRowsShown,
  },
  {
    keys: ['/', 'd'],
    shown: '/',
    label: 'go to date',
    help: 'go to the row of a date',
    action: { ...prompt('jump', 'date', 'YYYY-MM-DD'), limit: 10, isLight: true },
    isOn: isEngineered,
  },
  {
    keys: ['v'],
    shown: 'v',
    label: 'summary',
    help: 'a summary of each feature',
    action: { type: 'summary toggled' },
    isOn: (session) => hasRows(session) && isShown('rows')(session),
  },
  {
    keys: ['v'],
    shown: 'v',
    label: 'rows',
    help: 'the rows again',
    action: { type: 'summary toggled' },
    isOn: (session) => hasRows(session) && isShown('summary')(session),
  },
  {
    keys: ['x'],
    shown: 'x',
    label: 'export CSV',
    help: 'write the rows to data/features/',
    action: { type: 'features export asked' },
    isOn: isEngineered,
  },
];

const looking: KeyMode = { title: 'Features', keys: featuresKeys, common: 'all' };

export const featuresModes = [looking];
export const featuresMode = () => looking;
