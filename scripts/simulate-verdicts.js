import { loadSource } from './load-source.js';
import { printMarkdown } from './tables.js';

/**
 * How often forecasts are called better on markets that have nothing to say: daily returns of GARCH(1, 1) with heavy
 * tails and no drift, volumes that follow volatility. Each feature set with its defaults is asked for tomorrow's
 * direction, and judged as `train` and `evaluate` judge it, on 30, 67 and 336 rows. Large moves have no such market:
 * their threshold, the median of 90 days, is known, and says something of them even where returns are independent.
 * `npm run simulate [-- MARKETS [FIRST_SEED]]`, 1,000 markets by default. Prints a table in Markdown; ends with 1 where
 * over 5 % are called better.
 */
const [markets = '1000', firstSeed = '1'] = process.argv.slice(2);
const source = await loadSource(
  'async',
  'dates',
  'evaluation/constants',
  'evaluation/losses',
  'evaluation/random',
  'evaluation/verdict',
  'evaluation/walk-forward',
  'features/engineer',
  'learning/logistic-regression',
  'learning/window-fits',
  'testing/labelled-rows',
);
const { addDays, baseRateOf, recentBaseRateOf, dayLosses, seededRandom, compareWithConstants, verdictOn } =
  source;
const { defaultInitialTrain, walkForward, engineer, featureSets, labelled, listen, sigmoid, WindowFits } =
  source;

const STEP = 30;
/** The first 91 days of a market give no row of some sets and targets. */
const DAYS = 1_680 + 93;
/** How many usable rows give so many that are judged: a fifth tests a training; a walk-forward begins by its rule. */
const usableRows = { train: { 30: 150, 67: 335, 336: 1680 }, evaluate: { 30: 60, 67: 134, 336: 701 } };
const sets = Object.values(featureSets);
/** By set, command and number of rows, how many markets were called better. */
const cells = new Map();

for (let seed = Number(firstSeed); seed < Number(firstSeed) + Number(markets); seed++) {
  const days = simulate(seed);
  for (const set of sets) {
    const all = labelled(engineer(days, set).rows);
    for (const [command, sizes] of Object.entries(usableRows)) {
      for (const [judged, usable] of Object.entries(sizes)) {
        const rows = all.slice(-usable);
        const forecasts = await (command === 'train' ? trained(rows, set) : walked(rows, set));
        if (forecasts.length !== Number(judged)) throw new Error(`${forecasts.length} rows, not ${judged}`);
        count(`${set.name} ${command} ${judged}`, forecasts);
      }
    }
  }
}

printMarkdown([
  ['called better', '`train`: 30, 67, 336 test rows', '`evaluate`: 30, 67, 336 rows'],
  ...sets.map(({ name }) => [`\`${name}\``, sharesOf(`${name} train`), sharesOf(`${name} evaluate`)]),
]);
const most = (kind) => Math.max(...[...cells.values()].map((cell) => cell[kind]));
console.log(
  `\nOf ${markets} markets. Against the base rate alone it would be up to ${share(most('beatsBaseRate'))}.`,
);
process.exitCode = most('better') > 0.05 * Number(markets) ? 1 : 0;

function sharesOf(name) {
  return Object.keys(usableRows.train)
    .map((judged) => share(cells.get(`${name} ${judged}`).better))
    .join(', ');
}

function share(n) {
  return `${((100 * n) / Number(markets)).toFixed(1)} %`;
}

function count(name, forecasts) {
  const comparison = compareWithConstants(dayLosses(forecasts));
  const cell = cells.get(name) ?? { better: 0, beatsBaseRate: 0 };
  cells.set(name, cell);
  if (verdictOn(comparison) === 'better_than_baseline') cell.better += 1;
  if ((comparison.tests.baseRate.pValue ?? 1) < 0.05) cell.beatsBaseRate += 1;
}

async function walked(rows, { scaler, defaultL2: l2, defaultHalfLife: halfLife }) {
  const initialTrain = defaultInitialTrain(rows.length);
  const walk = walkForward(rows, { scaler, l2, halfLife, initialTrain, step: STEP, trainWindow: null });
  return (await listen(walk)).forecasts;
}

/** What one model forecasts that is fitted to the first four fifths. */
function trained(rows, { scaler, defaultL2, defaultHalfLife: halfLife }) {
  const training = rows.slice(0, Math.floor(rows.length * 0.8));
  const window = { from: 0, to: training.length };
  const labels = rows.map(({ target }) => target);
  const fits = new WindowFits(
    rows.map(({ values }) => values),
    labels,
    { scaler, halfLife },
    window,
  );
  const fitting = fits.fit(window, defaultL2);
  while (!fitting.next().done);
  const constants = { baseRate: baseRateOf(training), recentBaseRate: recentBaseRateOf(training, halfLife) };
  return rows.slice(training.length).map(({ date, target }, i) => {
    const logOdds = fits.logOdds(training.length + i);
    return { date, actual: target, logOdds, probability: sigmoid(logOdds), ...constants };
  });
}

/** Shocks of Student's t with 5 degrees of freedom; a long-run deviation of 3 % a day. */
function simulate(seed) {
  const [alpha, beta] = [0.1, 0.87];
  const random = seededRandom(seed);
  const normal = () => source.normal(random);
  const longRun = 0.03 ** 2;
  let [variance, logPrice, logVolume, shocked] = [longRun, Math.log(30_000), 0, 0];
  return Array.from({ length: DAYS }, (_, t) => {
    variance = (1 - alpha - beta) * longRun + alpha * shocked ** 2 + beta * variance;
    let squares = 0;
    for (let k = 0; k < 5; k++) squares += normal() ** 2;
    shocked = Math.sqrt(variance) * normal() * Math.sqrt(3 / squares);
    logPrice += shocked;
    logVolume = 0.8 * logVolume + 0.2 * normal() + 4 * (Math.abs(shocked) - 0.02);
    const price = Math.exp(logPrice);
    return {
      date: addDays('2019-01-01', t),
      price,
      marketCap: price * 19e6,
      totalVolume: Math.exp(23 + logVolume),
      filled: {},
    };
  });
}
