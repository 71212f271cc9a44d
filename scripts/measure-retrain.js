import { loadSource } from './load-source.js';

/**
 * How often `retrain` replaces, by the code that decides: on simulated markets without change, weekly for a year from a
 * fresh run on; and where the run in use was trained a year ago on 365 days, and prices have drifted by +0.3 % a day
 * since, weekly for 120 days. Daily returns are normal, with a standard deviation of 3 %.
 * `node scripts/measure-retrain.js [markets, 400] [feature sets, all]`
 */
const [markets = '400', names] = process.argv.slice(2);
/** None of these markets was looked at while the rule was chosen. */
const FIRST_SEED = 9_000_000;
const FIRST_DAY = '2020-01-01';
const [DAYS, WEEK, YEAR] = [365, 7, 365];

const {
  addDays,
  carryOn,
  engineer,
  featureSets,
  fit,
  judgeRows,
  labelled,
  listen,
  marginOn,
  normal: normalFrom,
  recencyWeights,
  replaces,
  seededRandom,
  splitForTraining,
} = await loadSource(
  'async',
  'dates',
  'evaluation/random',
  'features/engineer',
  'learning/fit',
  'learning/recency',
  'testing/labelled-rows',
  'training/challenge',
  'training/judge-rows',
  'training/training-split',
);

const settings = { optimizer: 'preconditioned', tolerance: 1e-8, epochs: 1000, learningRate: null };

console.log(
  '| replaced | without change, weekly for a year | +0.3 % a day, a run a year old, within 120 days |',
);
console.log('| --- | --- | --- |');
for (const name of names?.split(',') ?? Object.keys(featureSets)) {
  const unchanged = await share(name, { drift: 0, first: WEEK, last: YEAR });
  const drifting = await share(name, { drift: 0.003, first: YEAR, last: YEAR + 120 });
  console.log(`| \`${name}\` | ${unchanged} | ${drifting} |`);
}

/** In how many markets the run is replaced by a decision from one day after its training to another. */
async function share(name, { drift, first, last }) {
  let replaced = 0;
  for (let seed = 1; seed <= Number(markets); seed++) {
    if (await isReplaced(name, { seed: FIRST_SEED + seed, drift, first, last })) replaced += 1;
  }
  return `${replaced} of ${markets} (${((replaced / Number(markets)) * 100).toFixed(1)} %)`;
}

async function isReplaced(name, { seed, drift, first, last }) {
  const featureSet = featureSets[name];
  const start = 130 + DAYS;
  const days = simulate(seed, { length: start + last + 1, changes: start, drift });
  const rows = labelled(engineer(days, featureSet).rows).map((row) => ({ ...row, valuesInUse: row.values }));
  const known = (day) => rows.filter(({ date }) => date < addDays(FIRST_DAY, day));
  const inUse = await trained(known(start), featureSet);
  let evidence = null;
  for (let day = start + first; day <= start + last; day += WEEK) {
    const all = known(day);
    const challenger = await trained(all, featureSet);
    const judgedTo = evidence?.to ?? inUse.trainedTo;
    const from = all.findIndex(({ date }) => date > judgedTo);
    const signal = new AbortController().signal;
    const judged = from < 0 ? [] : await judgeRows({ rows: all, from }, { inUse, challenger }, signal);
    evidence = carryOn(evidence, judged, marginOn(challenger.data.to, inUse));
    if (evidence !== null && replaces(evidence)) return true;
  }
  return false;
}

/** A model as `train` makes it of the newest rows, and which day is the newest of its training rows and of its data. */
async function trained(all, { scaler: name, defaultL2: l2, defaultHalfLife }) {
  const rows = all.slice(-DAYS);
  const { scaler, train, test } = splitForTraining(rows, { testSize: 0.2, window: null, scaler: name });
  const labels = train.rows.map(({ target }) => target);
  const rowWeights = recencyWeights(labels.length, defaultHalfLife);
  const { last } = await listen(fit({ rows: train.inputs, labels, rowWeights }, { ...settings, l2 }));
  return {
    model: { scaler, parameters: last.parameters },
    settings: { l2, halfLife: defaultHalfLife ?? 'none' },
    trainedTo: train.rows.at(-1).date,
    data: {
      to: addDays(rows.at(-1).date, 1),
      rows: { train: train.rows.length, test: test.rows.length },
    },
  };
}

/** Normal returns of 3 % a day and volumes that return to their mean; prices begin to drift on a day. */
function simulate(seed, { length, changes, drift }) {
  const random = seededRandom(seed);
  const normal = () => normalFrom(random);
  let [logPrice, logVolume] = [Math.log(30_000), 0];
  return Array.from({ length }, (_, t) => {
    logPrice += 0.03 * normal() + (t > changes ? drift : 0);
    logVolume = 0.8 * logVolume + 0.2 * normal();
    const price = Math.exp(logPrice);
    return {
      date: addDays(FIRST_DAY, t),
      price,
      marketCap: price * 19e6,
      totalVolume: Math.exp(23 + logVolume),
      filled: {},
    };
  });
}
