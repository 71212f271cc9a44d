import { isDeepStrictEqual } from 'node:util';
import stringWidth from 'string-width';
import { at } from '../../../learning/vector.ts';
import { plainText } from '../../drawing/text.ts';
import { footerKeys, footerLines } from '../../frame/footer.ts';
import { actionsOf } from '../../keys/actions-of.ts';
import type { Binding } from '../../keys/binding.ts';
import type { WindowSize } from '../../layout.ts';
import { reduceSession, type Session } from '../../session/session.ts';
import { type Place, placesOf } from './places.ts';
import { promises, seenLater } from './promises.ts';
import { createWindow, type ShownWindow, type WindowShape } from './shown-window.tsx';

/** The session at a place. */
export function sessionAt({ way }: Place, opened: Session, size: WindowSize): Session {
  return way.reduce<Session>(
    (session, step) =>
      typeof step === 'string' ? pressed(session, step).after : reduceSession(session, step),
    reduceSession(opened, { type: 'resized', size }),
  );
}

function pressed(session: Session, key: string) {
  const actions = actionsOf(session, key);
  return { actions, after: actions.reduce(reduceSession, session) };
}

/** What the keys of a binding do: of those that go two ways, the first that does what the label promises. */
function outcomeOf(
  session: Session,
  { keys, label }: Binding,
): { after: Session; isAskedFor: boolean } | undefined {
  const promised = promises[label];
  if (promised === undefined) throw new Error(`nothing is promised by ${label}`);
  const signs = typeof promised === 'object' ? promised : [promised];
  for (const key of keys) {
    const { actions, after } = pressed(session, key);
    const isAskedFor = signs.some((sign) => actions.some(({ type }) => type === sign));
    const isDone = signs.some(
      (sign) => typeof sign === 'function' && !isDeepStrictEqual(sign(session), sign(after)),
    );
    if (isDone || isAskedFor) return { after, isAskedFor };
  }
  return undefined;
}

/**
 * What is wrong with a place in a window: what its frame lacks, and which keys do not do what they say, unseen or
 * unheard.
 */
async function wrongAt(
  place: Place,
  opened: Session,
  { draw, size, isHeard, isDrawn }: ShownWindow & { readonly isDrawn: boolean },
): Promise<readonly string[]> {
  const session = sessionAt(place, opened, size);
  const before = isDrawn ? await draw(session) : undefined;
  const wrong = before === undefined ? [] : frameFaults(before, session, { size, isHeard });
  const keys = footerKeys(session).filter(({ isForEyes }) => !(isHeard && isForEyes));
  for (const binding of keys) {
    const { shown, label } = binding;
    const outcome = outcomeOf(session, binding);
    if (outcome === undefined) wrong.push(`${shown} ${label} does not do it`);
    const isLater = outcome?.isAskedFor || seenLater.includes(label) || (isHeard && label === 'move');
    if (outcome === undefined || isLater || before === undefined) continue;
    if ((await draw(outcome.after)) === before) wrong.push(`${shown} ${label} is not noticed`);
  }
  return wrong.map((each) => `${place.name}: ${each}`);
}

function frameFaults(frame: string, session: Session, { size, isHeard }: WindowShape): string[] {
  const lines = frame.split('\n');
  const isLarger = lines.length > size.rows || lines.some((line) => stringWidth(line) > size.columns);
  const footer = footerLines(session, isHeard).map((line) => plainText(line).trimEnd());
  return [
    ...(isLarger && !isHeard ? ['it is larger than the window'] : []),
    ...(isHeard && DRAWN.test(frame) ? ['something is drawn'] : []),
    ...footer.filter((line) => !frame.includes(line)).map((line) => `there is no${line}`),
  ];
}

const DRAWN = /[─-▟⠀-⣿]/;

export const windows: readonly (WindowShape & { readonly name: string })[] = [
  { name: 'at 60×20', size: { columns: 60, rows: 20 }, isHeard: false },
  { name: 'at 80×24', size: { columns: 80, rows: 24 }, isHeard: false },
  { name: 'read out', size: { columns: 80, rows: 24 }, isHeard: true },
  { name: 'at 120×40', size: { columns: 120, rows: 40 }, isHeard: false },
  { name: 'at 200×50', size: { columns: 200, rows: 50 }, isHeard: false },
];

/**
 * What is wrong at the places of a session in one of the windows; it is drawn at each where `share` is 1, else by
 * turns.
 */
export async function wrongKeys(
  opened: Session,
  ofWindow: number,
  { share }: { readonly share: number },
): Promise<readonly string[]> {
  const window = createWindow(at(windows, ofWindow));
  const wrong: string[] = [];
  for (const [i, each] of placesOf(opened).entries())
    wrong.push(...(await wrongAt(each, opened, { ...window, isDrawn: i % share === ofWindow % share })));
  window.close();
  return wrong;
}
