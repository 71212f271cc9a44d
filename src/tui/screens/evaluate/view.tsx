import { Box } from 'ink';
import { type FeatureSetName, featureSetNames } from '../../../domain.ts';
import { shortVerdict } from '../../../text/evaluation-views.ts';
import { sentenceOf } from '../../../text/sentences.ts';
import { wordsOf } from '../../../text/target-words.ts';
import type { KeptEvaluation, WholeEvaluation } from '../../../training/find-evaluation.ts';
import { Lines } from '../../components/lines.tsx';
import { scrolledLines } from '../../components/scrolled.ts';
import { choiceSpans } from '../../drawing/choices.ts';
import { fit, type Line, lineWidth, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { taskOf } from '../../session/task.ts';
import { EquityChart, SkillChart } from './charts.tsx';
import { chosenDefault } from './keys.ts';
import { isShownWhole, verdictLines, viewShown, viewsOf } from './layout.ts';
import { linesBelow } from './lines-below.ts';
import { Figures, MetricsTable, Reliability, Verdict } from './parts.tsx';
import { searchLines } from './search.ts';
import { type EvaluateState, type EvaluateView, evaluationOf, isWalking } from './state.ts';
import { Walking } from './walking.tsx';

/** 6 Evaluate: walk forward with a feature set, and see what its forecasts are worth. */
export function EvaluateScreen({ session, viewport }: ScreenProps) {
  const { evaluate } = session;
  const status = linesBelow(session, viewport);
  const body = { ...viewport, height: viewport.height - 1 - status.length };
  return (
    <Box flexDirection="column">
      <Lines lines={[pickerLine(session, viewport)]} />
      <Box
        height={viewport.isHeard ? undefined : body.height}
        overflowY={viewport.isHeard ? 'visible' : 'hidden'}
        flexDirection="column"
      >
        <Body evaluate={evaluate} viewport={body} outer={viewport} />
      </Box>
      <Lines lines={status} />
    </Box>
  );
}

const DEFAULT_LEGEND = '● default';

/**
 * What is forecast; and the feature sets, the chosen one in brackets; the coin's default is marked where there is room
 * to say so.
 */
function pickerLine(session: Session, { width, kind }: Viewport): Line {
  const byDefault = chosenDefault(session);
  const { target, delay } = taskOf(session);
  const isNarrow = kind === 'narrow';
  const late = delay === 0 ? '' : isNarrow ? ` −${delay} d` : `, delay ${delay}`;
  const label = `${sentenceOf(wordsOf(target).title)}${late}${isNarrow ? ' ' : '  '}`;
  const setsWith = (marked: FeatureSetName | undefined, free: number) => {
    const nameOf = (name: FeatureSetName) => `${name}${name === marked ? '●' : ''}`;
    const names = featureSetNames.map(nameOf);
    return choiceSpans(names, nameOf(session.evaluate.featureSet), { width: free, tone: 'accent' });
  };
  const free = width - widthOf(label);
  const marked = setsWith(byDefault, free - widthOf(DEFAULT_LEGEND));
  const isMarked = byDefault !== undefined && free - lineWidth(marked) >= widthOf(DEFAULT_LEGEND);
  const sets = isMarked ? marked : setsWith(undefined, free);
  const rest = free - lineWidth(sets);
  return [
    { text: label, tone: 'title' },
    ...sets,
    { text: fit(isMarked ? DEFAULT_LEGEND : '', rest, 'right'), tone: 'quiet' },
  ];
}

interface BodyProps {
  readonly evaluate: EvaluateState;
  readonly viewport: Viewport;
  /** The viewport of the whole screen, by which views are chosen. */
  readonly outer: Viewport;
}

function Body({ evaluate, viewport, outer }: BodyProps) {
  if (isWalking(evaluate)) return <Walking evaluate={evaluate} viewport={viewport} />;
  const kept = evaluationOf(evaluate);
  const view = viewShown(evaluate, outer);
  if (view !== 'search' && kept === undefined) {
    return <Lines lines={invitation(evaluate, viewport.width)} />;
  }
  if (view !== 'search' && viewport.isHeard) return <Heard evaluate={evaluate} viewport={viewport} />;
  if (view === 'verdict' && kept?.whole !== undefined && isShownWhole(evaluate, outer)) {
    return (
      <Everything kept={kept} whole={kept.whole} tabs={tabsOf(evaluate, kept, outer)} viewport={viewport} />
    );
  }
  return (
    <>
      <Lines lines={[tabsOf(evaluate, kept, outer)]} />
      <View evaluate={evaluate} view={view} viewport={{ ...viewport, height: viewport.height - 1 }} />
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
function tabsOf(evaluate: EvaluateState, kept: KeptEvaluation | undefined, viewport: Viewport): Line {
  const shown = viewShown(evaluate, viewport);
  const tabs = choiceSpans(viewsOf(evaluate, viewport), shown, { width: viewport.width, tone: 'accent' });
  const right = kept === undefined || shown === 'search' ? '' : shortVerdict(kept.summary);
  const free = viewport.width - lineWidth(tabs);
  return [...tabs, { text: widthOf(right) > free ? '' : fit(right, free, 'right'), tone: 'quiet' }];
}

interface ViewProps {
  readonly evaluate: EvaluateState;
  readonly view: EvaluateView;
  readonly viewport: Viewport;
}

function View({ evaluate, view, viewport }: ViewProps) {
  const kept = evaluationOf(evaluate);
  if (view === 'search')
    return <Lines lines={scrolledLines(searchLines(evaluate, viewport), evaluate.top, viewport.height)} />;
  if (kept === undefined) return null;
  if (view === 'verdict') return <Verdict kept={kept} viewport={viewport} />;
  if (view === 'figures') return <Figures kept={kept} viewport={viewport} />;
  const { whole } = kept;
  if (whole === undefined) return null;
  if (view === 'equity') return <EquityChart evaluation={whole} viewport={viewport} />;
  if (view === 'skill') return <SkillChart rolling={whole.rolling} viewport={viewport} />;
  return <Reliability evaluation={whole} viewport={viewport} />;
}

interface EverythingProps {
  readonly kept: KeptEvaluation;
  readonly whole: WholeEvaluation;
  readonly tabs: Line;
  readonly viewport: Viewport;
}

/** Everything at once, where the window is large enough. */
function Everything({ kept, whole, tabs, viewport }: EverythingProps) {
  const verdict = verdictLines(kept, { width: viewport.width, height: 7 });
  const height = viewport.height - verdict.length - 2;
  const width = Math.floor((viewport.width - 2) / 2);
  const upper = { kind: 'narrow', width, height: Math.ceil(height / 2) } as const;
  const lower = { ...upper, height: height - upper.height };
  return (
    <>
      <Lines lines={[tabs]} />
      <Box height={height}>
        <Box width={width} flexDirection="column">
          <EquityChart evaluation={whole} viewport={upper} />
          <SkillChart rolling={whole.rolling} viewport={lower} />
        </Box>
        <Box width={viewport.width - width - 2} marginLeft={2} flexDirection="column">
          <MetricsTable evaluation={whole} width={width} />
          <Lines lines={['']} />
          <Reliability evaluation={whole} viewport={{ ...upper, height: height - 8 }} />
        </Box>
      </Box>
      <Lines lines={['', ...verdict]} />
    </>
  );
}

/** Everything, one after another, for those who hear it. */
function Heard({ evaluate, viewport }: { readonly evaluate: EvaluateState; readonly viewport: Viewport }) {
  return (
    <>
      {viewsOf(evaluate, viewport).map((view) => (
        <View key={view} evaluate={evaluate} view={view} viewport={viewport} />
      ))}
    </>
  );
}
