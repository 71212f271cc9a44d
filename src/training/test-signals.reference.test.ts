import { beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../async.ts';
import { addDays } from '../dates.ts';
import type { PairedLoss } from '../evaluation/signal-test.ts';
import type { Signal } from '../features/signals/signal.ts';
import { at } from '../learning/vector.ts';
import { ingest } from '../market-data/ingest.ts';
import type { SignalTest } from '../results/signal-test.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { defaultTestSettings, testSignals } from './test-signals.ts';

const request = chartRequestFor({ days: 'max' });
/** The bundled snapshot needs no workspace, and a test writes nothing. */
const nowhere = () => testContext({ workspace: { root: import.meta.dirname } });

/** What a day's row uses is 0.12 up or down by tomorrow's direction, and sin(0.37·t²); dated the day before. */
async function plantedSignal(): Promise<Signal> {
  const { chart } = await listen(ingest(request, await nowhere()));
  const prices = chart.observations.map(({ price }) => price ?? Number.NaN);
  return {
    name: 'planted',
    known: 'end',
    values: chart.observations.slice(0, -1).map(({ date }, t) => ({
      date: addDays(date, -1),
      value: (at(prices, t + 1) > at(prices, t) ? 0.12 : -0.12) + Math.sin(0.37 * t * t),
    })),
  };
}

/** The first test of a workspace: its p-value is that among all. */
const alone = async (_: unknown, losses: readonly PairedLoss[]) => ({
  evaluations: losses.length > 0 ? 1 : 0,
  pValueHolm: 0,
  pValueSpa: null,
});

describe('a test of a signal on the bundled bitcoin agrees with scikit-learn, pandas and scipy', () => {
  let test: SignalTest;
  let coin: SignalTest['coins'][number];
  beforeAll(async () => {
    const settings = { ...defaultTestSettings, featureSet: 'returns', shifts: 19 } as const;
    const work = testSignals([request], [await plantedSignal()], {
      settings,
      ledger: alone,
      context: await nowhere(),
    });
    ({ test } = await listen(work));
    coin = at(test.coins, 0);
  });
  const near = (value: number) => expect.closeTo(value, 9);

  it('in gain, p, Clark and West, and days to detect', () => {
    expect(coin.rows).toMatchObject({ usable: 700, evaluated: 335 });
    expect(coin.gain).toEqual(near(0.004155114665847948));
    expect(coin.pValue).toEqual(near(6.74878439478018e-5));
    expect(coin.clarkWest.statistic).toEqual(near(3.985127873111746));
    expect(coin.daysToDetect).toBeCloseTo(192.49391440763662, 6);
  });

  it('a day early and some days late', () => {
    expect(coin.timing).toEqual([
      { lag: -1, gain: near(-0.0007661821276325753), pValue: near(0.7991920726725208) },
      { lag: 0, gain: near(0.004155114665847948), pValue: near(6.74878439478018e-5) },
      { lag: 1, gain: near(-0.0004706071717515137), pValue: near(0.9783074465811806) },
      { lag: 2, gain: near(5.5481781722654944e-5), pValue: near(0.38719881856673266) },
      { lag: 3, gain: near(-0.00020090047046417148), pValue: near(0.6212934488159301) },
    ]);
  });

  it('in the rank correlation', () => {
    expect(coin.rankCorrelation.value).toEqual(near(0.18183004992147903));
  });

  it('in its placebos, given their amounts: nothing else decides, and they do not show it', () => {
    expect(coin.placebo?.amounts).toHaveLength(19);
    expect(coin.placebo?.amounts.slice(0, 3)).toEqual([85, 603, 80]);
    expect(coin.placebo?.pValue).toBe(1 / 20);
    expect([coin.verdict, test.verdict, test.pooled]).toEqual(['not_shown', 'not_shown', null]);
  });
});
