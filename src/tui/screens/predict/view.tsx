import { Box, useIsScreenReaderEnabled } from 'ink';
import { addDays } from '../../../dates.ts';
import type { TargetName } from '../../../domain.ts';
import { at } from '../../../learning/vector.ts';
import { calendarWord } from '../../../text/calendar.ts';
import { formatFixed, formatSigned, formatValue } from '../../../text/format.ts';
import { worthSentence } from '../../../text/sentences.ts';
import { callInWords, chanceName } from '../../../text/target-words.ts';
import { thresholdInWords } from '../../../text/threshold.ts';
import type { SavedRun } from '../../../workspace/runs.ts';
import { typedSpans } from '../../components/field.tsx';
import { Lines } from '../../components/lines.tsx';
import { Problem } from '../../components/problem.tsx';
import { scrolledLines } from '../../components/scrolled.ts';
import { extremes, gauge, signedBar } from '../../drawing/blocks.ts';
import { cut, fit, fitting, type Line, type Span, type Tone, widthOf, wrap } from '../../drawing/text.ts';
import type { Viewport } from '../../layout.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Session } from '../../session/session.ts';
import { typedText } from '../../session/text-field.ts';
import { forecastTyped, type TypedForecast } from './forecast.ts';
import { isNewestDay, numberIn, type PredictState } from './state.ts';

/** The columns of a field: its name and its value. */
const normal = { name: 28, value: 20 };
const narrow = { name: 22, value: 18 };

/** 4 Predict: the newest day's values, typed over at will, and the forecast that follows every keystroke. */
export function PredictScreen({ session, viewport }: ScreenProps) {
  const isHeard = useIsScreenReaderEnabled();
  const { predict } = session;
  const { run } = predict;
  if (predict.problem !== undefined) return <Problem {...predict.problem} width={viewport.width} />;
  if (run === undefined) return <Lines lines={['Reading the model in use …']} />;
  const typed = forecastTyped(predict);
  const answer = answerLines(session, { run, typed, viewport, isHeard });
  const notes = noteLines(predict, { run, typed, width: viewport.width });
  const isNarrow = viewport.kind === 'narrow';
  const free = viewport.height - answer.length - notes.length - 2;
  const fields = isHeard
    ? heardFields(session, { run, typed })
    : fieldLines(session, { run, typed, viewport, height: free - (isNarrow ? 0 : 1) });
  return (
    <Box flexDirection="column">
      <Lines
        lines={
          isNarrow
            ? [...answer, '', ...fields, ...notes]
            : [titleLine(predict, viewport.width), ...fields, ...notes, '', ...answer]
        }
      />
    </Box>
  );
}

interface Parts {
  readonly run: SavedRun;
  readonly typed: TypedForecast;
  readonly viewport: Viewport;
}

function titleLine(predict: PredictState, width: number): Line {
  const what = isNewestDay(predict) ? `as of ${predict.newest?.date}` : 'changed by hand';
  const left = fit(`Feature values, ${what}`, normal.name + normal.value + 6);
  return [
    { text: left, tone: 'title' },
    { text: cut('Contribution, log-odds', width - left.length), tone: 'title' },
  ];
}

/** A line for each feature: its value, what it contributes, and a mark where it is out of range. */
function fieldLines(
  { predict, editing }: Session,
  { run, typed, viewport, height }: Parts & { readonly height: number },
): readonly Line[] {
  const { features } = run.model;
  const contributions = typed.forecast?.contributions ?? [];
  const limit = extremes(contributions.map(Math.abs)).max;
  const size = viewport.kind === 'narrow' ? narrow : normal;
  const free = viewport.width - size.name - size.value - 18;
  const half = viewport.kind === 'narrow' ? 0 : Math.max(4, Math.min(16, Math.floor(free / 2)));
  const lines = features.map((name, j): Line => {
    const isChosen = predict.field === j;
    const isTyped = isChosen && editing?.target.kind === 'predict';
    const problem = typed.problems[j];
    const mark = problem !== undefined || typed.outside[j] ? '!' : ' ';
    const contribution = contributions[j];
    const value = isTyped
      ? typedSpans(editing, size.value)
      : [
          {
            text: fit(shownValue(name, at(predict.texts, j)), size.value, 'right'),
            tone: toneOf(isChosen),
          },
        ];
    return [
      { text: `${isChosen ? '›' : ' '} ${fit(name, size.name)}`, tone: isChosen ? 'focus' : 'plain' },
      ...value,
      { text: ` ${mark} `, tone: 'warning' },
      ...(contribution === undefined
        ? [
            {
              text: cut(problem ?? '', viewport.width - size.name - size.value - 6),
              tone: 'warning' as const,
            },
          ]
        : contributionSpans(contribution, limit, half)),
    ];
  });
  const intercept: Line = [
    {
      text: `  ${fit('intercept', size.name + size.value + 3 + (half > 0 ? half * 2 + 1 : 0))}`,
      tone: 'quiet',
    },
    { text: fit(formatSigned(run.model.parameters.intercept), 8, 'right'), tone: 'quiet' },
  ];
  const top = (predict.field ?? 0) - Math.floor((height - 1) / 2);
  return scrolledLines([...lines, intercept], top, height);
}

/** The same in words, a line each. */
function heardFields(
  { predict, editing }: Session,
  { run, typed }: Pick<Parts, 'run' | 'typed'>,
): readonly Line[] {
  const contributions = typed.forecast?.contributions ?? [];
  const lines = run.model.features.map((name, j) => {
    const isChosen = predict.field === j;
    const isTyped = isChosen && editing?.target.kind === 'predict';
    const value = isTyped ? `typing ${typedText(editing)}` : shownValue(name, at(predict.texts, j));
    const contribution = contributions[j];
    const worth = contribution === undefined ? '' : `, contribution ${formatSigned(contribution)}`;
    const problem = typed.problems[j] ?? (typed.outside[j] ? 'outside the training range' : undefined);
    return `${isChosen ? '› ' : ''}${name}: ${value}${worth}${problem === undefined ? '' : ` ! ${problem}`}`;
  });
  return [...lines, `intercept: ${formatSigned(run.model.parameters.intercept)}`];
}

function contributionSpans(contribution: number, limit: number, half: number): readonly Span[] {
  const tone: Tone = contribution < 0 ? 'down' : 'up';
  return [
    ...(half > 0 ? [{ text: signedBar(contribution, limit, half), tone }] : []),
    { text: fit(formatSigned(contribution), 8, 'right') },
  ];
}

function toneOf(isChosen: boolean): Tone {
  return isChosen ? 'accent' : 'plain';
}

/** A value as a person would write it; what is no number, as it was typed. */
function shownValue(name: string, text: string): string {
  const value = numberIn(text);
  if (!Number.isFinite(value)) return text;
  const word = calendarWord(name, value);
  return word === undefined ? formatValue(value) : `${value}  ${word}`;
}

/** What is out of range or wrong, for the chosen field first. */
function noteLines(
  { field, message }: PredictState,
  { run, typed, width }: { readonly run: SavedRun; readonly typed: TypedForecast; readonly width: number },
): readonly Line[] {
  const { features, trainingRanges } = run.model;
  const wrong = typed.problems.findIndex((problem) => problem !== undefined);
  const outside = field !== undefined && typed.outside[field] ? field : typed.outside.indexOf(true);
  const others = typed.outside.filter(Boolean).length - 1;
  const range = trainingRanges[outside];
  const note =
    wrong >= 0
      ? `! ${features[wrong]} ${typed.problems[wrong]}`
      : range === undefined
        ? undefined
        : `! ${features[outside]} is outside the training range, ${formatValue(range.min)} to ${formatValue(range.max)}${alsoOutside(others)}`;
  return [
    ...(note === undefined ? [''] : wrap(note, width)).map((text): Line => [{ text, tone: 'warning' }]),
    ...(message === undefined ? [] : wrap(message, width)),
  ];
}

function alsoOutside(others: number): string {
  if (others < 1) return '';
  return others === 1 ? '; so is 1 other' : `; so are ${others} others`;
}

/** Up and down have colours of their own; a large move is neither. */
function callTone(target: TargetName, prediction: 0 | 1): Tone {
  if (target === 'large_move') return prediction === 1 ? 'focus' : 'title';
  return prediction === 1 ? 'up' : 'down';
}

const STALE = ['   ! not about tomorrow: the data is old', '   ! not about tomorrow', '   ! old data'];

/** The forecast, the gauge, and what they are worth. */
function answerLines(
  { predict, data }: Session,
  { run, typed, viewport, isHeard }: Parts & { readonly isHeard: boolean },
): readonly Line[] {
  const { forecast } = typed;
  const day = predict.newest?.date;
  const when = day !== undefined && isNewestDay(predict) ? `For ${addDays(day, 1)}` : 'For these values';
  const worth = wrap(worthSentence(run), viewport.width);
  if (forecast === undefined) {
    return [[{ text: `${when}     no forecast: a field is not a number`, tone: 'warning' }], '', ...worth];
  }
  const { prediction, probability } = forecast;
  const said: readonly Span[] = [
    { text: `${when}     ` },
    { text: callInWords(run.model.target, prediction), tone: callTone(run.model.target, prediction) },
    { text: `     ${chanceName(run.model.target)} = ${formatFixed(probability, 3)}`, tone: 'title' },
  ];
  const isStale = data.chart?.quality.isStale && isNewestDay(predict);
  const left = viewport.width - widthOf(said.map(({ text }) => text).join(''));
  const threshold = isNewestDay(predict) ? predict.newest?.threshold : undefined;
  return [
    [...said, { text: isStale ? fitting(STALE, left) : '', tone: 'warning' }],
    ...(threshold === undefined
      ? []
      : wrap(`A large move is one ${thresholdInWords(threshold, run.model.vsCurrency)}.`, viewport.width)),
    isHeard ? '' : [{ text: gauge(probability, viewport.width), tone: 'accent' }],
    ...worth,
  ];
}
