import { parseFeatureInput } from '../features/feature-input.ts';
import { forecast } from '../training/forecast.ts';
import type { SavedRun } from '../workspace/runs.ts';
import { answerText } from './answer-text.ts';
import type { Metrics } from './metrics.ts';
import { invalid, itemsOf, type ValidationItem } from './problems.ts';

/** Rows that are forecast before other requests get their turn: some milliseconds of work. */
const SLICE = 50;
const MOST_ITEMS = 100;

interface Explaining {
  readonly explain: boolean;
}

/**
 * What the run says of one object of feature values, as JSON.
 *
 * @throws {HttpProblem} 422
 */
export function answerOne(run: SavedRun, body: unknown, asked: Explaining, metrics: Metrics): string {
  if (body === undefined) throw invalid({ loc: ['body'], msg: 'Field required', type: 'missing' });
  const parsed = parseFeatureInput(body, run.model.features);
  if (!parsed.ok) throw invalid(...itemsOf(parsed.problems, ['body']));
  const made = forecast(run.model, parsed.values);
  metrics.countForecasts(run, [made.prediction]);
  return answerText(made, run, asked);
}

/**
 * What the run says of an array of them, as JSON: a megabyte of it is not written in one go. All of it is by this run.
 *
 * @throws {HttpProblem} 422
 */
export async function answerEach(
  run: SavedRun,
  inputs: readonly unknown[],
  asked: Explaining,
  metrics: Metrics,
): Promise<string> {
  if (inputs.length === 0)
    throw invalid({ loc: ['body'], msg: 'Give at least one object', type: 'too_short' });
  const answers: string[] = [];
  const predictions: (0 | 1)[] = [];
  const wrong: ValidationItem[] = [];
  for (const [i, input] of inputs.entries()) {
    if (i > 0 && i % SLICE === 0) await new Promise(setImmediate);
    const parsed = parseFeatureInput(input, run.model.features);
    if (parsed.ok) {
      const made = forecast(run.model, parsed.values);
      answers.push(answerText(made, run, asked));
      predictions.push(made.prediction);
    } else wrong.push(...itemsOf(parsed.problems, ['body', i]));
    if (wrong.length >= MOST_ITEMS) break;
  }
  if (wrong.length > 0) throw invalid(...wrong.slice(0, MOST_ITEMS));
  metrics.countForecasts(run, predictions);
  return `[${answers.join(',')}]`;
}
