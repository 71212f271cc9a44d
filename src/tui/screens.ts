import { dataScreen } from './screens/data/screen.ts';
import { evaluateScreen } from './screens/evaluate/screen.ts';
import { featuresScreen } from './screens/features/screen.ts';
import { monitorScreen } from './screens/monitor/screen.ts';
import { overviewScreen } from './screens/overview/screen.ts';
import { predictScreen } from './screens/predict/screen.ts';
import { runsScreen } from './screens/runs/screen.ts';
import { signalsScreen } from './screens/signals/screen.ts';
import { trainScreen } from './screens/train/screen.ts';

/** The screens in the order of Tab. Another one is a folder and a line here. */
export const screens = [
  overviewScreen,
  dataScreen,
  featuresScreen,
  trainScreen,
  predictScreen,
  runsScreen,
  evaluateScreen,
  monitorScreen,
  signalsScreen,
] as const;

export type AnyScreen = (typeof screens)[number];
export type ScreenName = AnyScreen['name'];

/** The part of the session that each screen keeps, by its name. */
export type ScreenStates = { readonly [Own in AnyScreen as Own['name']]: Own['initial'] };
type Brought = NonNullable<AnyScreen['brings']>;
export type ScreenAction = Brought['action'];
export type ScreenTarget = Brought['target'];

export const screenNames: readonly ScreenName[] = screens.map(({ name }) => name);

/** The screen that is shown. */
export function shownScreen({ screen }: { readonly screen: ScreenName }): AnyScreen {
  return screens.find(({ name }) => name === screen) ?? dataScreen;
}
