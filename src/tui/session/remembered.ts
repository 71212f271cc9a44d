import * as v from 'valibot';
import { featureSetNames } from '../../domain.ts';
import { parseCoin, parseCurrency, parseDays } from '../../identifiers.ts';
import type { PreferencesFile, Theme } from '../../workspace/preferences.ts';
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

/** The coin, the screen and the settings of the last session; the preferences where there was none. */
export function recall(file: PreferencesFile, session: Session): Restored {
  const { coin, vs_currency, days, theme, session: stored } = file.read();
  const last = v.safeParse(memory, parsed(stored));
  const known: Partial<v.InferOutput<typeof memory>> = last.success ? last.output : {};
  const { market } = session;
  const own = {
    coin: known.coin ?? coin ?? market.coin,
    vsCurrency: known.vs_currency ?? vs_currency ?? market.vsCurrency,
  };
  const defaultSets = known.default_sets ?? {};
  const settings = settingsFrom(known.settings ?? {}, session.train.settings);
  const target = targetsOf(own.coin).includes(settings.target) ? settings.target : 'direction';
  return {
    market: own,
    days: known.days ?? days ?? session.days,
    theme: theme ?? session.theme,
    // A screen that was chosen already, before this was read, stays.
    screen: session.screen === 'data' ? (known.screen ?? 'data') : session.screen,
    drawingSeconds: known.drawing_seconds ?? session.train.drawingSeconds,
    range: known.range ?? session.data.look.range,
    settings: {
      ...settings,
      target,
      featureSet: defaultSets[defaultKey(own.coin, target)] ?? settings.featureSet,
    },
    defaultSets,
    chosen: known.coins ?? {},
  };
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
