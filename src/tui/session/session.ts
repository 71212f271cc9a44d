import type { Days, Market } from '../../domain.ts';
import type { Theme } from '../../workspace/preferences.ts';
import type { WindowSize } from '../layout.ts';
import { type ScreenName, type ScreenStates, screenNames, screens } from '../screens.ts';
import type { Action, Question } from './actions.ts';
import type { Editing } from './editing.ts';
import { neighbour } from './place.ts';
import { reduceEditing } from './reduce-editing.ts';

const themeNames = ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[];

/** What the frame around the screens keeps. */
interface FrameState {
  readonly window: WindowSize;
  readonly theme: Theme;
  readonly screen: ScreenName;
  readonly market: Market;
  readonly days: Days;
  /** How far the help is scrolled, while it lies over the screen. */
  readonly help: { readonly top: number } | undefined;
  readonly question: Question | undefined;
  readonly editing: Editing | undefined;
  /** Work of another screen that has ended, until that screen is looked at. */
  readonly news: News | undefined;
  /** The exit code, once the session is to end. */
  readonly leaving: number | undefined;
}

export interface News {
  readonly screen: ScreenName;
  readonly text: string;
}

/** All that the session knows. Screens are functions of it. */
export interface Session extends FrameState, ScreenStates {}

const initialFrame: FrameState = {
  window: { columns: 80, rows: 24 },
  theme: 'dark',
  screen: 'data',
  market: { coin: 'bitcoin', vsCurrency: 'usd' },
  days: 365,
  help: undefined,
  question: undefined,
  editing: undefined,
  news: undefined,
  leaving: undefined,
};

export const initialSession: Session = {
  ...initialFrame,
  ...statesOf((screen) => screen.initial),
};

/** The session after an action: the frame's own part first, then every screen's. */
export function reduceSession(session: Session, action: Action): Session {
  const framed = reduceFrame(session, action);
  const states = statesOf(({ name, reduce }) => {
    // Each screen's reducer is handed its own state: the names tell, the compiler cannot.
    const reduceOwn = reduce as (state: object, action: Action, session: Session) => object;
    return reduceOwn(framed[name], action, framed);
  });
  const next = screenNames.every((name) => states[name] === framed[name]) ? framed : { ...framed, ...states };
  return withoutIdleQuestion(withNews(session, next));
}

/**
 * Takes back a question about work that has ended since; whether to leave is asked as long as anything would be lost.
 */
function withoutIdleQuestion(session: Session): Session {
  if (session.question?.isOfWork !== true) return session;
  const [isWorking, isUnsaved] = [worksIn(session).length > 0, unsavedIn(session).length > 0];
  if (session.question.yes.type === 'quit' && (isWorking || isUnsaved)) return leave(session);
  return isWorking ? session : { ...session, question: undefined };
}

/** Says what work of a screen that is not shown came to, when it ends; shown, the screen says so itself. */
function withNews(before: Session, after: Session): Session {
  for (const { name, title, working, outcome } of screens) {
    const work = working?.(before);
    if (work === undefined || working?.(after) !== undefined || after.screen === name) continue;
    return {
      ...after,
      news: { screen: name, text: `${title}: ${outcome?.(after) ?? `the ${work} has ended`}` },
    };
  }
  return after.news?.screen === after.screen ? { ...after, news: undefined } : after;
}

/** A state for each screen. */
function statesOf(make: (screen: (typeof screens)[number]) => object): ScreenStates {
  return Object.fromEntries(screens.map((screen) => [screen.name, make(screen)])) as unknown as ScreenStates;
}

function reduceFrame(session: Session, action: Action): Session {
  switch (action.type) {
    case 'resized':
      return { ...session, window: action.size };
    case 'restored': {
      const { market, days, theme, screen } = action.restored;
      return { ...session, market, days, theme, screen };
    }
    case 'screen chosen':
      return { ...session, screen: action.screen };
    case 'screen moved':
      return { ...session, screen: neighbour(screenNames, session.screen, action.by) };
    case 'market chosen':
      return { ...session, market: action.market };
    case 'days chosen':
      return { ...session, days: action.days };
    case 'theme turned':
      return { ...session, theme: neighbour(themeNames, session.theme, 1) };
    case 'help opened':
      return { ...session, help: { top: 0 } };
    case 'help scrolled':
      return { ...session, help: session.help && { top: action.top } };
    case 'help closed':
      return { ...session, help: undefined };
    case 'asked':
      return { ...session, question: action.question };
    case 'answered': {
      const { question } = session;
      const answered = { ...session, question: undefined };
      return question === undefined || !action.isYes ? answered : reduceSession(answered, question.yes);
    }
    case 'quit asked':
      return leave(session);
    case 'quit':
      return { ...session, leaving: action.exitCode };
    default:
      return reduceEdited(session, action);
  }
}

function reduceEdited(session: Session, action: Action): Session {
  const { session: edited, next } = reduceEditing(session, action);
  return next === undefined ? edited : reduceSession(edited, next);
}

/** Leaves, after asking where that would lose something. */
function leave(session: Session): Session {
  const running = worksIn(session);
  const isOfWork = running.length > 0;
  const lost = [
    ...(isOfWork ? [`A ${running.join(' and a ')} ${running.length === 1 ? 'runs' : 'run'}.`] : []),
    ...unsavedIn(session),
  ];
  if (lost.length === 0) return { ...session, leaving: 0 };
  const text = `${lost.join(' ')} Leave, and lose it?`;
  return { ...session, question: { text, yes: { type: 'quit', exitCode: 0 }, isOfWork } };
}

/** The work that runs, in words. */
function worksIn(session: Session): readonly string[] {
  return screens.flatMap((screen) => screen.working?.(session) ?? []);
}

/** What would be lost by leaving besides. */
function unsavedIn(session: Session): readonly string[] {
  return screens.flatMap((screen) => screen.unsaved?.(session) ?? []);
}
