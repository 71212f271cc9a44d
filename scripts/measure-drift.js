import { loadSource } from './load-source.js';

/**
 * How often the drift of `monitor` alarms: on simulated markets, without drift and with volatility times 1.5 and 2 in
 * the newest 60 days, and on a real history, one check every 30 days of a model trained 30 days before on 365 days.
 * `node scripts/measure-drift.js HISTORY.csv [markets, 200]`
 */
const [file, markets = '200'] = process.argv.slice(2);
/** None of these markets was looked at while the method was chosen. */
const FIRST_SEED = 5_000_000;

const { engineer, featureSets, measureDrift, preprocess, readFile, seededRandom, addDays, watching } =
  await loadSource(
    'dates',
    'evaluation/random',
    'monitoring/drift',
    'features/engineer',
    'features/watched',
    'features/preprocess',
    'market-data/sources/files/chart-file',
  );

for (const name of Object.keys(featureSets)) {
  for (const volatility of [1, 1.5, 2]) {
    let alarms = 0;
    for (let seed = 1; seed <= Number(markets); seed++) {
      const table = tableOf(simulate(FIRST_SEED + seed, 731, volatility), name);
      if (driftOf(table, { rows: table.rows.length, since: 67 }).drifted.length > 0) alarms += 1;
    }
    console.log(
      `${name.padEnd(8)} ${markets} simulated markets, volatility × ${volatility}: ${share(alarms, Number(markets))} alarm`,
    );
  }
}
if (file !== undefined) {
  const { observations } = await readFile({ file, vsCurrency: 'usd' });
  for (const name of Object.keys(featureSets)) {
    const table = tableOf(preprocess(observations), name);
    const counts = { checks: 0, alarms: 0, textbook: 0 };
    const blamed = new Map();
    for (let rows = 730; rows <= table.rows.length; rows += 30) {
      const { report, drifted } = driftOf(table, { rows, since: 97 });
      if (report.tooFew !== undefined) continue;
      counts.checks += 1;
      if (drifted.length > 0) counts.alarms += 1;
      if (report.features.some(({ psi }) => psi.value > 0.1)) counts.textbook += 1;
      for (const { feature } of drifted) blamed.set(feature, (blamed.get(feature) ?? 0) + 1);
    }
    console.log(
      `${name.padEnd(8)} ${file}: ${share(counts.alarms, counts.checks)} of monthly checks alarm; PSI over 0.1: ${share(counts.textbook, counts.checks)}`,
    );
    console.log(`         ${[...blamed].map(([feature, n]) => `${feature} ${n}`).join(', ')}`);
  }
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

/** Independent normal returns of 3 % a day, and volumes that return to their mean. */
function simulate(seed, length, volatility) {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let [logPrice, logVolume] = [Math.log(30_000), 0];
  return Array.from({ length }, (_, t) => {
    logPrice += 0.03 * normal() * (t >= length - 60 ? volatility : 1);
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
