import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../async.ts';
import { addDays } from '../dates.ts';
import { monitor } from '../monitoring/monitor.ts';
import { chartRequestFor, testContext } from '../testing/context.ts';
import { trainInto } from '../testing/server.ts';
import { monitoredText } from '../text/monitored.ts';
import { logForecast, readForecastLog } from './forecast-log.ts';

test('row 37: the last line of the forecast log torn → skipped, reported by monitor, and the next one kept', async () => {
  const context = await testContext();
  const { workspace } = context;
  const run = await trainInto(context);
  const { id, model, baseRate } = run;
  const forecastOf = (asOf: string) => ({
    madeAt: `${asOf}T12:00:00.000Z`,
    asOf,
    for: addDays(asOf, 1),
    run: id,
    features: { price: 84141.78 },
    probability: 0.4465,
    baseRate,
  });
  const [first, next] = [forecastOf('2026-01-28'), forecastOf('2026-01-30')];
  await logForecast(workspace, model, first);
  const file = join(workspace.root, 'data', 'forecasts', 'bitcoin_usd.jsonl');
  await appendFile(file, '{"made_at":"2026-01-29T12:00:00.000Z","as_of":"2026-');
  expect((await readForecastLog(workspace, model)).skipped).toEqual([2]);
  await logForecast(workspace, model, next);
  expect(await readForecastLog(workspace, model)).toEqual({ forecasts: [first, next], skipped: [2] });

  const report = await listen(monitor(run, chartRequestFor(), context));
  expect(monitoredText(report)).toContain('! lines 2 of the log cannot be read and were skipped');
});
