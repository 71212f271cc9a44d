import { loadSource } from './load-source.js';
import { printMarkdown } from './tables.js';

/**
 * How often the drift of `monitor` alarms: on simulated markets, without drift and with volatility times 1.5 and 2 in
 * the newest 60 days, where volatility was constant before, switched between two regimes (2 and 4 % a day, 100 days
 * each on average), or wandered (its logarithm returns to its mean, deviation 0.4, half of it within 23 days); and
 * on a real history, one check every 30 days of a model trained 30 days before on 365 days.
 * `node scripts/measure-drift.js HISTORY.csv [markets, 200]`
 */
const [file, markets = '200'] = process.argv.slice(2);
/** None of these markets was looked at while the method was chosen. */
const FIRST_SEED = 5_000_000;

const {
  engineer,
  featureSets,
  measureDrift,
  preprocess,
  readFile,
  seededRandom,
  addDays,
  watching,
  normal: normalFrom,
} = await loadSource(
  'dates',
  'evaluation/random',
  'monitoring/drift',
  'features/engineer',
  'features/watched',
  'features/preprocess',
  'market-data/sources/files/chart-file',
  'testing/labelled-rows',
);

/** What a market's daily deviation is, day after day, before anything changes. */
const kinds = {
  'constant volatility': () => () => 0.03,
  'regime switches': ({ random }) => {
    let deviation = random() < 0.5 ? 0.02 : 0.04;
    return () => {
      if (random() < 1 / 100) deviation = 0.06 - deviation;
      return deviation;
    };
  },
  'stochastic volatility': ({ normal }) => {
    let logarithm = 0.4 * normal();
    return () => {
      logarithm = 0.97 * logarithm + 0.4 * Math.sqrt(1 - 0.97 ** 2) * normal();
      return 0.03 * Math.exp(logarithm);
    };
  },
};

const sets = Object.keys(featureSets);
const volatilities = [1, 1.5, 2];
printMarkdown([
  ['set', 'volatility before', 'unchanged', '× 1.5', '× 2', 'too few to say'],
  ...sets.flatMap((name) => Object.keys(kinds).map((kind) => [name, kind, ...alarmsOf(name, kind)])),
]);
if (file !== undefined) {
  console.log();
  printMarkdown([
    ['set', 'a check a month on real prices', 'PSI over 0.1 instead', 'which features'],
    ...(await alarmsOfHistory(file)),
  ]);
}

/** How many of the markets of a kind alarm by each volatility of the newest days, and how many have too few days. */
function alarmsOf(name, kind) {
  let unsaid = 0;
  const alarms = volatilities.map((volatility) => {
    let count = 0;
    for (let seed = 1; seed <= Number(markets); seed++) {
      const table = tableOf(simulate(FIRST_SEED + seed, { kind, volatility }), name);
      const { report, drifted } = driftOf(table, { rows: table.rows.length, since: 67 });
      if (drifted.length > 0) count += 1;
      if (report.tooFew !== undefined) unsaid += 1;
    }
    return share(count, Number(markets));
  });
  return [...alarms, share(unsaid, Number(markets) * volatilities.length)];
}

async function alarmsOfHistory(file) {
  const { observations } = await readFile({ file, vsCurrency: 'usd' });
  return sets.map((name) => {
    const table = tableOf(preprocess(observations), name);
    let [checks, alarms, textbook] = [0, 0, 0];
    const blamed = new Map();
    for (let rows = 730; rows <= table.rows.length; rows += 30) {
      const { report, drifted } = driftOf(table, { rows, since: 97 });
      if (report.tooFew !== undefined) continue;
      checks += 1;
      if (drifted.length > 0) alarms += 1;
      if (report.features.some(({ psi }) => psi.value > 0.1)) textbook += 1;
      for (const { feature } of drifted) blamed.set(feature, (blamed.get(feature) ?? 0) + 1);
    }
    const features = [...blamed].map(([feature, count]) => `${feature} ${count}`).join(', ');
    return [name, share(alarms, checks), share(textbook, checks), features];
  });
}

/** The rows up to one, as `monitor` sees them so many rows after the newest of 268 training rows. */
function driftOf({ features, rows: all }, { rows: end, since }) {
  const work = measureDrift({
    features,
    rows: all.slice(0, end),
    training: { count: 268, end: end - since },
  });
  for (;;) {
    const step = work.next();
    if (step.done)
      return { report: step.value, drifted: step.value.features.filter(({ drifted }) => drifted) };
  }
}

function tableOf(days, name) {
  return engineer(days, watching(featureSets[name]));
}

/** Two years of normal returns, whose deviation is multiplied in the newest 60 days; volumes return to their mean. */
function simulate(seed, { kind, volatility }) {
  const length = 731;
  const random = seededRandom(seed);
  const normal = () => normalFrom(random);
  const deviation = kinds[kind]({ random, normal });
  let [logPrice, logVolume] = [Math.log(30_000), 0];
  return Array.from({ length }, (_, t) => {
    logPrice += deviation() * normal() * (t >= length - 60 ? volatility : 1);
    logVolume = 0.8 * logVolume + 0.2 * normal();
    const price = Math.exp(logPrice);
    return {
      date: addDays('2022-01-01', t),
      price,
      marketCap: price * 19e6,
      totalVolume: Math.exp(23 + logVolume),
      filled: false,
      priceFilled: false,
    };
  });
}

function share(part, whole) {
  return `${part} of ${whole} (${((part / whole) * 100).toFixed(1)} %)`;
}
