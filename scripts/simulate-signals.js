import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSource } from './load-source.js';

/**
 * What `test` says of signals whose worth is known, each alone in its workspace: noise, signals of tomorrow's direction
 * with a known gain, and signals that know tomorrow. The days are those of a chart file, or the bundled bitcoin.
 * `node scripts/simulate-signals.js [SIGNALS [FEATURE_SET [FILE [DAYS [SHIFTS]]]]]`: 100 of each kind, no
 * feature set, 199 placebos by default.
 */
const [count = '100', featureSet = 'none', file, days = 'max', shifts = '199'] = process.argv.slice(2);
const { addDays, seededRandom, positiveMean, defaultTestSettings, testSignals, ingest } = await loadSource(
  'dates',
  'evaluation/random',
  'evaluation/significance',
  'market-data/ingest',
  'training/test-signals',
);

/** The gain of a Gaussian signal whose means are ±e apart from 0 is about e²/2 over ln 2. */
const shiftFor = (gain) => Math.sqrt(2 * Math.LN2 * gain);
const kinds = {
  noise: { expected: ['adds_information', '≤', 0.05], value: (_, normal) => normal() },
  'gain of 0.01': { expected: ['adds_information', '≥', 0.8], value: planted(0.01) },
  'gain of 0.02': { expected: ['looks_ahead', '≤', 0.01], value: planted(0.02) },
  'knows direction': { expected: ['looks_ahead', '≥', 0.99], value: ({ direction }) => direction },
  'knows return': { expected: ['looks_ahead', '≥', 0.99], value: ({ change }) => change },
};

const root = await mkdtemp(join(tmpdir(), 'simulate-signals-'));
const context = {
  workspace: { root },
  now: () => new Date('2026-02-01T12:00:00Z'),
  signal: new AbortController().signal,
  env: {},
  stdin: async function* () {},
  coingecko: () => Promise.reject(new Error('a simulation has no network')),
};
const request = {
  coin: 'bitcoin',
  vsCurrency: 'usd',
  days: days === 'max' ? 'max' : Number(days),
  source: file === undefined ? 'bundled' : 'auto',
  from: file,
  offline: true,
  refresh: false,
  maxAgeMs: Number.POSITIVE_INFINITY,
};
const settings = { ...defaultTestSettings, featureSet, shifts: Number(shifts), resamples: 200 };
const prices = await pricesOf(request);

console.log(`${count} signals of each kind, beside ${featureSet}, seeds from 1`);
console.log('kind               adds  not shown  looks ahead  too few   wanted');
for (const [kind, { value, expected }] of Object.entries(kinds)) {
  const verdicts = [];
  for (let seed = 1; seed <= Number(count); seed++) verdicts.push(await verdictOn(value, seed));
  const share = (verdict) => verdicts.filter((each) => each === verdict).length / verdicts.length;
  const [verdict, sign, wanted] = expected;
  const cells = ['adds_information', 'not_shown', 'looks_ahead', 'too_few_rows'].map((each) =>
    `${(100 * share(each)).toFixed(1)} %`.padStart(each === 'adds_information' ? 8 : 11),
  );
  console.log(`${kind.padEnd(15)}${cells.join('')}   ${verdict} ${sign} ${100 * wanted} %`);
  const isMet = sign === '≥' ? share(verdict) >= wanted : share(verdict) <= wanted;
  if (!isMet) process.exitCode = 1;
}
await rm(root, { recursive: true });

async function verdictOn(value, seed) {
  const signal = { name: 'simulated', known: 'end', values: valuesFor(value, seed) };
  const test = testSignals([request], [signal], { settings, ledger: alone, context });
  for (;;) {
    const step = await test.next();
    if (step.done) return step.value.test.verdict;
  }
}

/** The value that the row of a date uses is dated the day before, and known when that is over. */
function valuesFor(value, seed) {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return prices.slice(0, -1).map(({ date, price }, t) => {
    const change = Math.log(prices[t + 1].price / price);
    return { date: addDays(date, -1), value: value({ change, direction: change > 0 ? 1 : 0 }, normal) };
  });
}

function planted(gain) {
  return ({ direction }, normal) => (2 * direction - 1) * shiftFor(gain) + normal();
}

/** The first test of a workspace: its p-value is that among all. */
async function alone(_, losses) {
  const { pValue } = positiveMean(losses.map((day) => day.without - day.with));
  return { evaluations: 1, pValueHolm: pValue, pValueSpa: null };
}

async function pricesOf(wanted) {
  const work = ingest({ ...wanted, days: 'max' }, context);
  for (;;) {
    const step = await work.next();
    if (step.done) return step.value.chart.observations.filter(({ price }) => price !== null);
  }
}
