import { expect, it } from 'vitest';
import { listen } from '../async.ts';
import { evaluatedJson } from '../results/evaluation.ts';
import { chartRequestFor, temporaryFolder, testContext } from '../testing/context.ts';
import { wanderingCsv } from '../testing/days.ts';
import { runInProcess } from '../testing/in-process.ts';
import { readLedger } from '../workspace/ledger.ts';
import { defaultEvaluateSettings, type EvaluateProgress, evaluate } from './evaluate.ts';
import { type CoinDone, evaluateMany } from './evaluate-many.ts';
import { saveEvaluated } from './save-evaluation.ts';

const settings = { ...defaultEvaluateSettings, resamples: 200 };
const [bitcoin, ethereum] = ['bitcoin', 'ethereum'].map((coin) => chartRequestFor({ coin, days: 'max' }));

it('comes to what an evaluation of all at once comes to', async () => {
  if (!bitcoin || !ethereum) throw new Error('there are two');
  const [whole, parts] = [await testContext(), await testContext()];
  const { evaluations, pooled } = await saveEvaluated(
    await listen(evaluate([bitcoin, ethereum], settings, whole)),
    whole,
  );
  const done: CoinDone[] = [];
  const ofMany = await listen(evaluateMany([bitcoin, ethereum], settings, parts), (report) => {
    if (report.kind === 'coin done') done.push(report);
  });
  const own = done.flatMap((each) => (each.kind === 'coin done' ? [each.evaluation] : []));
  expect(evaluatedJson({ evaluations: own, pooled: ofMany ? [ofMany] : [] })).toEqual(
    evaluatedJson({ evaluations, pooled }),
  );
});

it('hands a coin on before it reads the days of the ones far behind it', async () => {
  const file = await wanderingCsv(200);
  const requests = Array.from({ length: 8 }, (_, i) => chartRequestFor({ coin: `coin-${i}`, from: file }));
  const context = await testContext();
  const kinds: (EvaluateProgress | CoinDone)['kind'][] = [];
  const work = evaluateMany(requests, settings, context);
  for (let step = await work.next(); !step.done; step = await work.next()) {
    kinds.push(step.value.kind);
    if (step.value.kind === 'coin done') break;
  }
  expect(kinds.filter((kind) => kind === 'fold').length).toBeLessThan(8 * 4);
  expect((await readLedger(context.workspace)).entries).toHaveLength(1);
});

it('says how far all of the work is', async () => {
  const file = await wanderingCsv(200);
  const requests = Array.from({ length: 7 }, (_, i) => chartRequestFor({ coin: `coin-${i}`, from: file }));
  const shares: number[] = [];
  await listen(evaluateMany(requests, settings, await testContext()), (report) => {
    if (report.kind === 'fold') shares.push(report.done);
  });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

const onSnapshots = ['evaluate', '--offline', '--source', 'bundled', '--days', '400'];

it('puts an error in the place of a coin that cannot be evaluated, and goes on', async () => {
  const workspace = await temporaryFolder();
  const args = [...onSnapshots, '--coin', 'bitcoin,nowhere,ethereum'];
  const json = await runInProcess([...args, '--format', 'json'], { workspace });
  expect(json.exitCode).toBe(4);
  const { coins, pooled } = JSON.parse(json.stdout);
  expect(coins).toMatchObject([{ coin: 'bitcoin' }, { coin: 'nowhere', error: {} }, { coin: 'ethereum' }]);
  expect(pooled.coins).toEqual(['bitcoin', 'ethereum']);
  const { stdout, exitCode } = await runInProcess(args, { workspace });
  expect(exitCode).toBe(4);
  expect(stdout).toMatch(/\nPooled over 2 coins, classic/);
  expect(stdout).toMatch(/\nerror: nowhere: /);
});

it('pools nothing where one coin alone is left', async () => {
  const workspace = await temporaryFolder();
  const args = [...onSnapshots, '--coin', 'bitcoin,nowhere'];
  const { stdout, exitCode } = await runInProcess(args, { workspace });
  expect([exitCode, stdout]).toEqual([4, expect.stringMatching(/^Coin.*\nbitcoin .*\nerror: nowhere: /s)]);
  expect(stdout).not.toContain('Pooled');
  const json = await runInProcess([...args, '--format', 'json'], { workspace });
  expect(JSON.parse(json.stdout)).toMatchObject({ coins: [{ coin: 'bitcoin' }, {}], pooled: null });
});
