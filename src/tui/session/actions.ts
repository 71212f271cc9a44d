import type { Days, FeatureSetName, Market } from '../../domain.ts';
import type { TrainSettings } from '../../run.ts';
import type { Theme } from '../../workspace/preferences.ts';
import type { WindowSize } from '../layout.ts';
import type { ChartRange, DataAction } from '../screens/data/state.ts';
import type { EvaluateAction } from '../screens/evaluate/state.ts';
import type { FeaturesAction } from '../screens/features/state.ts';
import type { MonitorAction } from '../screens/monitor/state.ts';
import type { PredictAction } from '../screens/predict/state.ts';
import type { RunsAction } from '../screens/runs/state.ts';
import type { TrainAction } from '../screens/train/state.ts';
import type { EditingAction } from './editing.ts';
import type { ScreenName } from './session.ts';

/** What the frame around the screens reacts to. */
export type FrameAction =
  | { readonly type: 'restored'; readonly restored: Restored }
  | { readonly type: 'started' }
  | { readonly type: 'resized'; readonly size: WindowSize }
  | { readonly type: 'screen chosen'; readonly screen: ScreenName }
  | { readonly type: 'screen moved'; readonly by: 1 | -1 }
  | { readonly type: 'market chosen'; readonly market: Market }
  | { readonly type: 'days chosen'; readonly days: Days }
  | { readonly type: 'theme turned' }
  | { readonly type: 'help opened' }
  | { readonly type: 'help scrolled'; readonly by: number }
  | { readonly type: 'overlay picker opened' }
  | { readonly type: 'overlay picker moved'; readonly by: 1 | -1 }
  | { readonly type: 'overlay closed' }
  | { readonly type: 'asked'; readonly question: Question }
  | { readonly type: 'answered'; readonly isYes: boolean }
  | { readonly type: 'quit asked' }
  | { readonly type: 'quit'; readonly exitCode: number }
  | { readonly type: 'suspend asked' };

/** What a session begins with: the last one's, or the preferences. */
export interface Restored {
  readonly market: Market;
  readonly days: Days;
  readonly theme: Theme;
  readonly screen: ScreenName;
  readonly range: ChartRange;
  readonly settings: TrainSettings;
  /** The feature set that each coin's screens begin with, where one was chosen. */
  readonly defaultSets: Readonly<Record<string, FeatureSetName>>;
}

/** A question before something is lost, and what is done where the answer is yes. */
export interface Question {
  readonly text: string;
  readonly yes: Action;
}

export type Action =
  | FrameAction
  | EditingAction
  | DataAction
  | FeaturesAction
  | TrainAction
  | PredictAction
  | RunsAction
  | EvaluateAction
  | MonitorAction;
