import type { Day } from '../domain.ts';
import type { Backtest } from '../evaluation/backtest.ts';
import { at } from '../learning/vector.ts';
import type { TrainedRun } from '../run.ts';
import { chanceName } from '../text/target-words.ts';
import type { Evaluation } from '../training/evaluate.ts';
import { barChart, lineChart, type Point } from './charts.ts';
import type { Drawn, Figure } from './document.ts';

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
    'Mean log loss by epoch',
    lineChart({
      lines: [
        { name: 'training rows', points: line(({ train }) => train), colour: 'first' },
        { name: 'test rows', points: line(({ test }) => test), colour: 'second' },
      ],
      x: 'value',
      xName: level === null ? 'epoch' : 'epoch; dashed: base rate',
      ...(level === null ? {} : { level }),
    }),
  );
}

export function weightsFigure({ model }: TrainedRun): Figure {
  const bars = model.features
    .map((name, j) => ({ name, value: at(model.parameters.weights, j) }))
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return figure('Weights in scaled space', barChart(bars));
}

export function calibrationFigure({ calibration, target }: Evaluation): Figure {
  const means = calibration.map((bin): Point => [bin.meanForecast, bin.shareOfOnes]);
  const [first = [0, 0], last = [1, 1]] = [means.at(0), means.at(-1)];
  return figure(
    'Reliability with 95 % intervals',
    lineChart({
      lines: [
        {
          name: 'perfect calibration',
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
        { name: 'model', points: means, colour: 'first', dots: true },
      ],
      x: 'value',
      xName: `forecast ${chanceName(target)}`,
    }),
  );
}

export function equityFigure(forecasts: Evaluation['forecasts'], backtest: Backtest): Figure {
  const line = (capital: readonly number[]) =>
    forecasts.map(({ date }, t): Point => [moment(date), at(capital, t)]);
  return figure(
    `Equity after ${backtest.feeBps} bps fees`,
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
    'Rolling skill over 90 days',
    lineChart({ lines: [{ name: 'skill', points, colour: 'first' }], x: 'time', level: 0 }),
  );
}

export function confidenceFigure({ confidence }: Evaluation): Figure {
  const bars = confidence.map(({ meanConfidence, accuracy }, i) => ({
    name: `${i + 1}: ±${(meanConfidence * 100).toFixed(1)}`,
    value: (accuracy - 0.5) * 100,
  }));
  return figure('Accuracy minus 50 by confidence', barChart(bars));
}

function figure(caption: string, svg: Drawn): Figure {
  return { kind: 'figure', caption, svg };
}
