import type { ComponentType } from 'react';
import type { Room } from './layout.ts';
import { DataScreen } from './screens/data/view.tsx';
import { EvaluateScreen } from './screens/evaluate/view.tsx';
import { FeaturesScreen } from './screens/features/view.tsx';
import { MonitorScreen } from './screens/monitor/view.tsx';
import { PredictScreen } from './screens/predict/view.tsx';
import { RunsScreen } from './screens/runs/view.tsx';
import { TrainScreen } from './screens/train/view.tsx';
import type { ScreenName, Session } from './session/session.ts';

export interface ScreenProps {
  readonly session: Session;
  readonly room: Room;
}

export interface Screen {
  readonly name: ScreenName;
  readonly title: string;
  /** The title where there is little room. */
  readonly short: string;
  readonly View: ComponentType<ScreenProps>;
}

/** The screens in the order of their digits. Another one is a file and a line here. */
export const screens: readonly Screen[] = [
  { name: 'data', title: 'Data', short: 'Data', View: DataScreen },
  { name: 'features', title: 'Features', short: 'Feat', View: FeaturesScreen },
  { name: 'train', title: 'Train', short: 'Train', View: TrainScreen },
  { name: 'predict', title: 'Predict', short: 'Predict', View: PredictScreen },
  { name: 'runs', title: 'Runs', short: 'Runs', View: RunsScreen },
  { name: 'evaluate', title: 'Evaluate', short: 'Eval', View: EvaluateScreen },
  { name: 'monitor', title: 'Monitor', short: 'Mon', View: MonitorScreen },
];
