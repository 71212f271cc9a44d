import * as v from 'valibot';
import { featureSetNames } from '../../domain.ts';
import { targets } from '../../features/engineer.ts';
import { parseCoin, parseCurrency, parseDays } from '../../identifiers.ts';
import type { PreferencesFile, StoredPreferences, Theme } from '../../workspace/preferences.ts';
import type { Project } from '../../workspace/project.ts';
import { ranges } from '../screens/data/look.ts';
import { settingsFrom } from '../screens/train/settings.ts';
import { drawingSeconds } from '../screens/train/state.ts';
import { screenNames } from '../screens.ts';
import type { Restored } from './actions.ts';
import type { Session } from './session.ts';
import { defaultKey, targetsOf } from './task.ts';

/** What is remembered has a limit. */
const MOST_KEPT = 50;

/** What a session leaves for the next one, as it is written; what no longer fits is left out, one by one. */
const memory = v.object({
  coin: v.fallback(v.optional(text(parseCoin)), undefined),
  vs_currency: v.fallback(v.optional(text(parseCurrency)), undefined),
  days: v.fallback(v.optional(text(parseDays)), undefined),
  screen: v.fallback(v.optional(v.picklist(screenNames)), undefined),
  range: v.fallback(v.optional(v.picklist(ranges)), undefined),
  drawing_seconds: v.fallback(v.optional(v.picklist(drawingSeconds)), undefined),
  settings: v.fallback(v.optional(v.record(v.string(), v.unknown())), undefined),
  coins: v.fallback(
    v.optional(v.record(v.string(), v.object({ id: v.string(), symbol: v.string(), name: v.string() }))),
    undefined,
  ),
  default_sets: v.fallback(v.optional(v.record(v.string(), v.picklist(featureSetNames))), undefined),
});

export interface Kept {
  readonly preferences: StoredPreferences;
  readonly project: Project;
}

/**
 * The coin, the screen and the settings of the last session; the preferences where there was none. What the project
 * says outranks both; the last coin stays where it is one of the project's.
 */
export function recall({ preferences, project }: Kept, session: Session): Restored {
  const { coin, vs_currency, days, theme, session: stored } = preferences;
  const read = v.safeParse(memory, parsed(stored));
  const known: Partial<v.InferOutput<typeof memory>> = read.success ? read.output : {};
  const { market } = session;
  const lastCoin = known.coin ?? coin ?? market.coin;
  const own = {
    coin: project.coins?.includes(lastCoin) ? lastCoin : (project.coins?.[0] ?? lastCoin),
    vsCurrency: project.vs ?? known.vs_currency ?? vs_currency ?? market.vsCurrency,
  };
  const defaultSets = known.default_sets ?? {};
  const last = settingsFrom(known.settings ?? preferred(preferences), session.train.settings);
  const wanted = project.target ?? last.target;
  const target = targetsOf(own.coin).includes(wanted) ? wanted : 'direction';
  const lastSet = target === last.target ? last.featureSet : targets[target].defaultFeatureSet;
  return {
    market: own,
    days: project.days ?? known.days ?? days ?? session.days,
    theme: theme ?? session.theme,
    // A screen that was chosen already, before this was read, stays.
    screen: session.screen === 'data' ? (known.screen ?? 'data') : session.screen,
    drawingSeconds: known.drawing_seconds ?? session.train.drawingSeconds,
    range: known.range ?? session.data.look.range,
    settings: {
      ...last,
      target,
      featureSet: project.feature_set ?? defaultSets[defaultKey(own.coin, target)] ?? lastSet,
    },
    featureSet: project.feature_set,
    defaultSets,
    chosen: known.coins ?? {},
  };
}

/** The settings of a training where there was no session yet. */
function preferred({ target, feature_set }: StoredPreferences): Readonly<Record<string, unknown>> {
  return { target, featureSet: feature_set ?? (target && targets[target].defaultFeatureSet) };
}

/** Keeps what the next session begins with. */
export async function remember(file: PreferencesFile, session: Session, themeBefore: Theme): Promise<void> {
  const { market, days, screen, data, train, evaluate, theme } = session;
  const { coin, vsCurrency } = market;
  const kept = {
    coin,
    vs_currency: vsCurrency,
    days: String(days),
    screen,
    range: data.look.range,
    drawing_seconds: train.drawingSeconds,
    settings: train.settings,
    coins: newest(data.chosen),
    default_sets: newest(evaluate.defaults),
  };
  await file.set('session', JSON.stringify(kept));
  if (theme !== themeBefore) await file.set('theme', theme);
}

function newest<Value>(values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).slice(-MOST_KEPT));
}

function text<Value>(parse: (text: string) => Value) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
      try {
        return parse(dataset.value);
      } catch {
        addIssue();
        return NEVER;
      }
    }),
  );
}

function parsed(stored: string | undefined): unknown {
  try {
    return JSON.parse(stored ?? '{}');
  } catch {
    return {};
  }
}
