import { promptLines } from '../components/field.tsx';
import { type Line, type Tone, wrap } from '../drawing/text.ts';
import { screens } from '../screens.ts';
import type { Session } from '../session/session.ts';

/** What is asked or said below the screen: a question, a prompt, or that work of another screen has ended. */
export function promptOf({ question, editing, news, window: { columns } }: Session): readonly Line[] {
  if (question !== undefined) return said(`? ${question.text}`, 'warning', columns);
  if (editing?.place === 'prompt') return promptLines(editing, columns);
  if (news === undefined) return [];
  const digit = screens.find(({ name }) => name === news.screen)?.digit;
  return said(`■ ${news.text} ${digit} shows it.`, 'accent', columns);
}

function said(text: string, tone: Tone, columns: number): readonly Line[] {
  return wrap(text, columns - 2).map((line): Line => [{ text: ` ${line}`, tone }]);
}
