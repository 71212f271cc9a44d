import { Box } from 'ink';
import { featureSetNames } from '../../domain.ts';
import { rollingSentence, shortVerdict } from '../../presentation/evaluation-views.ts';
import { formatFixed, formatPercent } from '../../presentation/format.ts';
import type { EvaluationSummary } from '../../workspace/documents/evaluation-document.ts';
import { Lines } from '../components/lines.tsx';
import { bar } from '../drawing/blocks.ts';
import { cut, fit, type Line, type Span, widthOf, wrap } from '../drawing/text.ts';
import type { Room } from '../layout.ts';
import type { ScreenProps } from '../screens.ts';
import {
  type EvaluateState,
  type EvaluateView,
  isShownWhole,
  isWalking,
  viewShown,
  viewsOf,
} from '../state/evaluate.ts';
import { EquityChart, SkillChart } from './evaluate-charts.tsx';
import { Reliability, SearchResult, Verdict, verdictLines } from './evaluate-parts.tsx';

/** 6 Evaluate: walk forward with a feature set, and see what its forecasts are worth. */
export function EvaluateScreen({ session, room }: ScreenProps) {
  const { evaluate, market } = session;
  const status = statusLines(evaluate, room.width);
  const body = { ...room, height: room.height - 1 - status.length };
  return (
    <Box flexDirection="column">
      <Lines lines={[pickerLine(evaluate, evaluate.defaults[market.coin], room.width)]} />
      <Box
        height={room.isHeard ? undefined : body.height}
        overflowY={room.isHeard ? 'visible' : 'hidden'}
        flexDirection="column"
      >
        <Body evaluate={evaluate} room={body} isWhole={isShownWhole(evaluate, room)} />
      </Box>
      <Lines lines={status} />
    </Box>
  );
}

/** The feature sets, the chosen one in brackets, the coin's default marked. */
function pickerLine({ featureSet }: EvaluateState, byDefault: string | undefined, width: number): Line {
  const sets = featureSetNames.map((name): Span => {
    const isChosen = name === featureSet;
    const label = `${name}${name === byDefault ? '●' : ''}`;
    return { text: isChosen ? `[${label}] ` : ` ${label}  `, tone: isChosen ? 'accent' : 'quiet' };
  });
  const label = 'Features  ';
  const used = sets.reduce((sum, { text }) => sum + widthOf(text), label.length);
  const legend = byDefault === undefined ? '' : '● default';
  return [
    { text: label, tone: 'title' },
    ...sets,
    { text: fit(cut(legend, width - used), width - used, 'right'), tone: 'quiet' },
  ];
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
  readonly isWhole: boolean;
}

function Body({ evaluate, room, isWhole }: BodyProps) {
  if (isWalking(evaluate)) return <Walking evaluate={evaluate} room={room} />;
  const result = evaluate.results[evaluate.featureSet];
  const saved = result ?? evaluate.saved?.[evaluate.featureSet];
  const view = viewShown(evaluate);
  if (view !== 'search' && result !== undefined && room.isHeard)
    return <Heard evaluate={evaluate} room={room} />;
  if (view !== 'search' && isWhole) return <Whole evaluate={evaluate} room={room} />;
  if (saved === undefined && view !== 'search') return <Lines lines={invitation(evaluate, room.width)} />;
  const inside = { ...room, height: room.height - 1 };
  return (
    <>
      <Lines lines={[tabsOf(evaluate, saved, room.width)]} />
      <View evaluate={evaluate} view={view} room={inside} />
    </>
  );
}

function invitation({ saved, featureSet }: EvaluateState, width: number): readonly Line[] {
  if (saved === undefined) return ['', 'Reading earlier walk-forwards …'];
  const text =
    `No walk-forward of ${featureSet} yet. Enter trains it on the past, forecasts the next 30 days, moves on and ` +
    'trains again, through all stored days: the test that resembles use.';
  return ['', ...wrap(text, width)];
}

/** The views there are, and at the right what the verdict is. */
function tabsOf(evaluate: EvaluateState, judged: EvaluationSummary | undefined, width: number): Line {
  const shown = viewShown(evaluate);
  const tabs = viewsOf(evaluate).map((view): Span => {
    const isShown = view === shown;
    return { text: isShown ? `[${view}] ` : ` ${view}  `, tone: isShown ? 'accent' : 'quiet' };
  });
  const used = tabs.reduce((sum, { text }) => sum + text.length, 0);
  const right = judged === undefined || shown === 'search' ? '' : shortVerdict(judged);
  const free = width - used;
  return [...tabs, { text: widthOf(right) > free ? '' : fit(right, free, 'right'), tone: 'quiet' }];
}

interface ViewProps {
  readonly evaluate: EvaluateState;
  readonly view: EvaluateView;
  readonly room: Room;
}

function View({ evaluate, view, room }: ViewProps) {
  const result = evaluate.results[evaluate.featureSet];
  const judged = result ?? evaluate.saved?.[evaluate.featureSet];
  if (view === 'search') return evaluate.tuned && <SearchResult tuned={evaluate.tuned} room={room} />;
  if (view === 'equity') return result && <EquityChart evaluation={result} room={room} />;
  if (view === 'skill') return result && <SkillChart rolling={result.rolling} room={room} />;
  if (view === 'reliability') return result && <Reliability evaluation={result} room={room} />;
  return judged && <Verdict evaluation={judged} isWhole={result !== undefined} room={room} />;
}

/** Everything at once, where the window is large enough. */
function Whole({ evaluate, room }: { readonly evaluate: EvaluateState; readonly room: Room }) {
  const result = evaluate.results[evaluate.featureSet];
  if (result === undefined) return null;
  const verdict = verdictLines(result, room.width);
  const hint: readonly Line[] = evaluate.tuned ? [[{ text: 'v shows the search', tone: 'quiet' }]] : [];
  const height = room.height - verdict.length - 1 - hint.length;
  const width = Math.floor((room.width - 2) / 2);
  const upper = { kind: 'narrow', width, height: Math.ceil(height / 2) } as const;
  const lower = { ...upper, height: height - upper.height };
  return (
    <>
      <Box height={height}>
        <Box width={width} flexDirection="column">
          <EquityChart evaluation={result} room={upper} />
          <SkillChart rolling={result.rolling} room={lower} />
        </Box>
        <Box width={room.width - width - 2} marginLeft={2} flexDirection="column">
          <Verdict evaluation={result} isWhole room={{ ...upper, height: 8 }} />
          <Lines lines={['']} />
          <Reliability evaluation={result} room={{ ...upper, height: height - 9 }} />
        </Box>
      </Box>
      <Lines lines={['', ...verdict, ...hint]} />
    </>
  );
}

/** Everything, one after another, for those who hear it. */
function Heard({ evaluate, room }: { readonly evaluate: EvaluateState; readonly room: Room }) {
  return (
    <>
      {viewsOf(evaluate).map((view) => (
        <View key={view} evaluate={evaluate} view={view} room={room} />
      ))}
    </>
  );
}

/** Folds as they arrive: how far, how long yet, and the skill until there. */
function Walking({ evaluate, room }: { readonly evaluate: EvaluateState; readonly room: Room }) {
  const { now, running } = evaluate;
  if (now === undefined) return <Lines lines={['', `Preparing the rows of the ${running} …`]} />;
  const words = `${formatPercent(now.done, 0)}, ~${formatFixed(now.secondsLeft, 1)} s left`;
  const word = '▶ walking';
  const progress: Line = [
    { text: `${word}  `, tone: 'up' },
    { text: bar(now.done, Math.max(4, room.width - word.length - words.length - 4)), tone: 'accent' },
    { text: `  ${words}` },
  ];
  const fold = `${now.featureSet}, fold ${now.fold} of ${now.folds}`;
  const isSearch = running === 'search';
  const above: readonly Line[] = [
    ...(isSearch ? ['', ...wrap(SEARCHING, room.width), ''] : []),
    [{ text: fold, tone: 'title' }],
    progress,
    '',
  ];
  if (isSearch) return <Lines lines={above} />;
  const below = { ...room, height: room.height - above.length };
  if (now.rolling.length < 2) return <Lines lines={[...above, rollingSentence(now.rolling)]} />;
  return (
    <>
      <Lines lines={above} />
      <SkillChart rolling={now.rolling} room={below} />
    </>
  );
}

const SEARCHING =
  'Each recipe of feature set, penalty and window walks forward; then the one that had lost least is used for days that no choice had seen.';
