import type { Day } from '../domain.ts';
import type { Backtest } from '../evaluation/backtest.ts';
import type { TrainedRun } from '../run.ts';
import type { Evaluation } from '../training/evaluate.ts';
import { barChart, lineChart, type Point } from './charts.ts';
import type { Figure } from './document.ts';

const moment = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export function priceFigure(days: readonly Day[], currency: string): Figure {
  const points = days.map(({ date, price }): Point => [moment(date), price]);
  return figure(
    `Price in ${currency}`,
    lineChart({ lines: [{ name: 'price', points, colour: 'first' }], x: 'time', inProportion: true }),
  );
}

export function trainingFigure({ curve, baselines }: TrainedRun): Figure {
  const line = (of: (point: TrainedRun['curve'][number]) => number) =>
    curve.map((point): Point => [point.epoch, of(point)]).filter(([, loss]) => Number.isFinite(loss));
  const level = baselines.baseRate.logLoss;
  return figure(
    'Mean log loss by epoch; dashed: the base rate on the test rows',
    lineChart({
      lines: [
        { name: 'training rows', points: line(({ train }) => train), colour: 'first' },
        { name: 'test rows', points: line(({ test }) => test), colour: 'second' },
      ],
      x: 'value',
      xName: 'epoch',
      ...(level === null ? {} : { level }),
    }),
  );
}

export function weightsFigure({ model }: TrainedRun): Figure {
  const bars = model.features
    .map((name, j) => ({ name, value: model.parameters.weights[j] ?? 0 }))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return figure('Weights in the scaled space, the heaviest first', barChart(bars));
}

export function calibrationFigure({ calibration }: Evaluation): Figure {
  const means = calibration.map((bin): Point => [bin.meanForecast, bin.shareOfOnes]);
  const [first = [0, 0], last = [1, 1]] = [means.at(0), means.at(-1)];
  return figure(
    'How often the price rose, by what was forecast, in ten bins with 95 % intervals; dashed: forecasts that keep their word',
    lineChart({
      lines: [
        {
          name: '',
          points: [
            [first[0], first[0]],
            [last[0], last[0]],
          ],
          colour: 'faint',
          dashed: true,
        },
        ...calibration.map(({ meanForecast, interval: [low, high] }) => ({
          name: '',
          points: [
            [meanForecast, low],
            [meanForecast, high],
          ] as const,
          colour: 'faint' as const,
        })),
        { name: 'share of ups', points: means, colour: 'first', dots: true },
      ],
      x: 'value',
      xName: 'P(up) that was forecast',
    }),
  );
}

export function equityFigure(forecasts: Evaluation['forecasts'], backtest: Backtest): Figure {
  const line = (capital: readonly number[]) =>
    forecasts.map(({ date }, t): Point => [moment(date), capital[t] ?? 1]);
  return figure(
    `Capital after fees of ${backtest.feeBps} bps a change of position, from 1`,
    lineChart({
      lines: [
        { name: 'model', points: line(backtest.equity.strategy), colour: 'first' },
        { name: 'buy and hold', points: line(backtest.equity.buyAndHold), colour: 'second' },
      ],
      x: 'time',
      inProportion: true,
    }),
  );
}

export function rollingFigure({ rolling }: Evaluation): Figure {
  const points = rolling.map(({ date, logLossSkill }): Point => [moment(date), logLossSkill]);
  return figure(
    'Skill over the 90 days that end on each date; above the dashed line forecasts beat the base rate',
    lineChart({ lines: [{ name: 'skill', points, colour: 'first' }], x: 'time', level: 0 }),
  );
}

export function confidenceFigure({ confidence }: Evaluation): Figure {
  const bars = confidence.map(({ meanConfidence, accuracy }, i) => ({
    name: `${i + 1}: ±${(meanConfidence * 100).toFixed(1)}`,
    value: (accuracy - 0.5) * 100,
  }));
  return figure(
    'Points of accuracy above a coin toss, by confidence: tenths of the days, the least confident first, each with how far its forecasts are from 50 %',
    barChart(bars),
  );
}

function figure(caption: string, svg: string): Figure {
  return { kind: 'figure', caption, svg };
}
