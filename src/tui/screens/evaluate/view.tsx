import { Box } from 'ink';
import { featureSetNames } from '../../../domain.ts';
import { shortVerdict, targetVerdict } from '../../../text/evaluation-views.ts';
import { sentenceOf } from '../../../text/sentences.ts';
import { wordsOf } from '../../../text/target-words.ts';
import type { KeptEvaluation, WholeEvaluation } from '../../../training/find-evaluation.ts';
import { Lines } from '../../components/lines.tsx';
import { cut, fit, type Line, type Span, widthOf, wrap } from '../../drawing/text.ts';
import type { Room } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';
import { verdictTone } from '../../theme.ts';
import { EquityChart, SkillChart } from './charts.tsx';
import { chosenDefault } from './keys.ts';
import { isShownWhole, verdictLines, viewShown, viewsOf } from './layout.ts';
import { Figures, MetricsTable, Reliability, SearchResult, Verdict } from './parts.tsx';
import { type EvaluateState, type EvaluateView, evaluationOf, isWalking } from './state.ts';
import { Walking } from './walking.tsx';

/** 6 Evaluate: walk forward with a feature set, and see what its forecasts are worth. */
export function EvaluateScreen({ session, room }: ScreenProps) {
  const { evaluate } = session;
  const status = [...besideLines(session, room.width), ...statusLines(evaluate, room.width)];
  const body = { ...room, height: room.height - 1 - status.length };
  return (
    <Box flexDirection="column">
      <Lines lines={[pickerLine(session, room)]} />
      <Box
        height={room.isHeard ? undefined : body.height}
        overflowY={room.isHeard ? 'visible' : 'hidden'}
        flexDirection="column"
      >
        <Body evaluate={evaluate} room={body} outer={room} />
      </Box>
      <Lines lines={status} />
    </Box>
  );
}

/** What is forecast; and the feature sets, the chosen one in brackets, the coin's default marked. */
function pickerLine(session: Session, { width, kind }: Room): Line {
  const { featureSet } = session.evaluate;
  const byDefault = chosenDefault(session);
  const sets = featureSetNames.map((name): Span => {
    const isChosen = name === featureSet;
    const label = `${name}${name === byDefault ? '●' : ''}`;
    return { text: isChosen ? `[${label}] ` : ` ${label}  `, tone: isChosen ? 'accent' : 'quiet' };
  });
  const { target, delay } = taskOf(session);
  const late = delay === 0 ? '' : kind === 'narrow' ? ` −${delay} d` : `, delay ${delay}`;
  const label = `${sentenceOf(wordsOf(target).title)}${late}  `;
  const used = sets.reduce((sum, { text }) => sum + widthOf(text), label.length);
  const legend = byDefault === undefined ? '' : '● default';
  return [
    { text: label, tone: 'title' },
    ...sets,
    { text: fit(cut(legend, width - used), width - used, 'right'), tone: 'quiet' },
  ];
}

/** What the other target is worth, once one is known. */
function besideLines(session: Session, width: number): readonly Line[] {
  const { target } = taskOf(session);
  const { evaluate } = session;
  if (isWalking(evaluate) || evaluationOf(evaluate) === undefined) return [];
  return evaluate.byTarget
    .filter((other) => other.target !== target)
    .flatMap((other) =>
      wrap(`Beside it: ${targetVerdict(other)} F shows it.`, width).map(
        (text): Line => [{ text, tone: verdictTone(other.verdict) }],
      ),
    );
}

function statusLines({ problem, message }: EvaluateState, width: number): readonly Line[] {
  if (problem !== undefined) {
    return wrap(`! ${problem.message}; ${problem.hint}`, width).map((text) => [{ text, tone: 'warning' }]);
  }
  return message === undefined ? [] : wrap(message, width);
}

interface BodyProps {
  readonly evaluate: EvaluateState;
  readonly room: Room;
  /** The room of the whole screen, by which views are chosen. */
  readonly outer: Room;
}

function Body({ evaluate, room, outer }: BodyProps) {
  if (isWalking(evaluate)) return <Walking evaluate={evaluate} room={room} />;
  const kept = evaluationOf(evaluate);
  const view = viewShown(evaluate, outer);
  if (view !== 'search' && kept === undefined) {
    return <Lines lines={invitation(evaluate, room.width)} />;
  }
  if (view !== 'search' && room.isHeard) return <Heard evaluate={evaluate} room={room} />;
  if (view === 'verdict' && kept?.whole !== undefined && isShownWhole(evaluate, outer)) {
    return <Everything kept={kept} whole={kept.whole} tabs={tabsOf(evaluate, kept, outer)} room={room} />;
  }
  return (
    <>
      <Lines lines={[tabsOf(evaluate, kept, outer)]} />
      <View evaluate={evaluate} view={view} room={{ ...room, height: room.height - 1 }} />
    </>
  );
}

function invitation({ isRead, featureSet }: EvaluateState, width: number): readonly Line[] {
  if (!isRead) return ['', 'Reading earlier walk-forwards …'];
  const text =
    `No walk-forward of ${featureSet} yet. Enter trains it on the past, forecasts the next 30 days, moves on and ` +
    'trains again, through all stored days: the test that resembles use.';
  return ['', ...wrap(text, width)];
}

/** The views there are, and at the right what the verdict is. */
function tabsOf(evaluate: EvaluateState, kept: KeptEvaluation | undefined, room: Room): Line {
  const shown = viewShown(evaluate, room);
  const tabs = viewsOf(evaluate, room).map((view): Span => {
    const isShown = view === shown;
    return { text: isShown ? `[${view}] ` : ` ${view}  `, tone: isShown ? 'accent' : 'quiet' };
  });
  const used = tabs.reduce((sum, { text }) => sum + text.length, 0);
  const right = kept === undefined || shown === 'search' ? '' : shortVerdict(kept.summary);
  const free = room.width - used;
  return [...tabs, { text: widthOf(right) > free ? '' : fit(right, free, 'right'), tone: 'quiet' }];
}

interface ViewProps {
  readonly evaluate: EvaluateState;
  readonly view: EvaluateView;
  readonly room: Room;
}

function View({ evaluate, view, room }: ViewProps) {
  const kept = evaluationOf(evaluate);
  if (view === 'search') return evaluate.tuned && <SearchResult tuned={evaluate.tuned} room={room} />;
  if (kept === undefined) return null;
  if (view === 'verdict') return <Verdict kept={kept} room={room} />;
  if (view === 'figures') return <Figures kept={kept} room={room} />;
  const { whole } = kept;
  if (whole === undefined) return null;
  if (view === 'equity') return <EquityChart evaluation={whole} room={room} />;
  if (view === 'skill') return <SkillChart rolling={whole.rolling} room={room} />;
  return <Reliability evaluation={whole} room={room} />;
}

interface EverythingProps {
  readonly kept: KeptEvaluation;
  readonly whole: WholeEvaluation;
  readonly tabs: Line;
  readonly room: Room;
}

/** Everything at once, where the window is large enough. */
function Everything({ kept, whole, tabs, room }: EverythingProps) {
  const verdict = verdictLines(kept, { width: room.width, height: 7 });
  const height = room.height - verdict.length - 2;
  const width = Math.floor((room.width - 2) / 2);
  const upper = { kind: 'narrow', width, height: Math.ceil(height / 2) } as const;
  const lower = { ...upper, height: height - upper.height };
  return (
    <>
      <Lines lines={[tabs]} />
      <Box height={height}>
        <Box width={width} flexDirection="column">
          <EquityChart evaluation={whole} room={upper} />
          <SkillChart rolling={whole.rolling} room={lower} />
        </Box>
        <Box width={room.width - width - 2} marginLeft={2} flexDirection="column">
          <MetricsTable evaluation={whole} width={width} />
          <Lines lines={['']} />
          <Reliability evaluation={whole} room={{ ...upper, height: height - 8 }} />
        </Box>
      </Box>
      <Lines lines={['', ...verdict]} />
    </>
  );
}

/** Everything, one after another, for those who hear it. */
function Heard({ evaluate, room }: { readonly evaluate: EvaluateState; readonly room: Room }) {
  return (
    <>
      {viewsOf(evaluate, room).map((view) => (
        <View key={view} evaluate={evaluate} view={view} room={room} />
      ))}
    </>
  );
}
