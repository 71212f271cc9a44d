import type { Screen } from '../../screen.ts';
import { dataMode, dataModes } from './keys.ts';
import { type DataAction, type DataState, type DataTarget, initialData, reduceData } from './state.ts';
import { takeData } from './take.ts';
import { dataTerms } from './terms.ts';
import { DataScreen } from './view.tsx';

export interface DataParts {
  readonly name: 'data';
  readonly state: DataState;
  readonly action: DataAction;
  readonly target: DataTarget;
}

export const dataScreen: Screen<DataParts> = {
  name: 'data',
  digit: '1',
  title: 'Data',
  short: 'Data',
  initial: initialData,
  reduce: reduceData,
  modes: dataModes,
  modeOf: dataMode,
  View: DataScreen,
  terms: dataTerms,
  take: takeData,
  effects: async () => (await import('./effects.ts')).dataEffects,
};
