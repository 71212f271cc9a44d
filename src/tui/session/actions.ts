import type { Days, FeatureSetName, Market, Task } from '../../domain.ts';
import type { KnownCoin } from '../../market-data/coins.ts';
import type { TrainSettings } from '../../run.ts';
import type { Theme } from '../../workspace/preferences.ts';
import type { WindowSize } from '../layout.ts';
import type { ChartRange } from '../screens/data/look.ts';
import type { DrawingSeconds } from '../screens/train/state.ts';
import type { ScreenAction, ScreenName } from '../screens.ts';
import type { EditingAction } from './editing.ts';
import type { DefaultSets } from './task.ts';

/** What the frame around the screens reacts to. */
export type FrameAction =
  | { readonly type: 'restored'; readonly restored: Restored }
  | { readonly type: 'started' }
  | { readonly type: 'resized'; readonly size: WindowSize }
  | { readonly type: 'screen chosen'; readonly screen: ScreenName }
  | { readonly type: 'screen moved'; readonly by: 1 | -1 }
  | {
      readonly type: 'market chosen';
      readonly market: Market;
      /** What its coin is called, where a search has said so. */
      readonly coin?: KnownCoin;
    }
  | { readonly type: 'days chosen'; readonly days: Days }
  /** Something else is to be forecast, on every screen. */
  | { readonly type: 'task chosen'; readonly task: Task }
  | { readonly type: 'theme turned' }
  | { readonly type: 'help opened' }
  | { readonly type: 'help scrolled'; readonly top: number }
  | { readonly type: 'help closed' }
  | { readonly type: 'asked'; readonly question: Question }
  | { readonly type: 'answered'; readonly isYes: boolean }
  | { readonly type: 'quit asked' }
  | { readonly type: 'quit'; readonly exitCode: number }
  | { readonly type: 'suspend asked' }
  /** Another process has changed something in the workspace. */
  | { readonly type: 'runs changed elsewhere' }
  | { readonly type: 'chart changed elsewhere' };

/** What a session begins with: what the project says, the last session's, or the preferences. */
export interface Restored {
  readonly market: Market;
  readonly days: Days;
  readonly theme: Theme;
  readonly screen: ScreenName;
  readonly range: ChartRange;
  readonly settings: TrainSettings;
  /** The set that the project says. */
  readonly featureSet: FeatureSetName | undefined;
  readonly drawingSeconds: DrawingSeconds;
  /** Coins that were found by a search, by id. */
  readonly chosen: Readonly<Record<string, KnownCoin>>;
  readonly defaultSets: DefaultSets;
}

/** A question before something is lost, and what is done where the answer is yes. */
export interface Question {
  readonly text: string;
  readonly yes: Action;
  /** Whether it is about work that runs: once that has ended by itself, there is nothing to ask. */
  readonly isOfWork?: boolean;
}

export type Action = FrameAction | EditingAction | ScreenAction;
