import { parseArgs } from 'node:util';
import { loadSource } from './load-source.js';
import { markdownRow } from './tables.js';

/**
 * What `test` says of signals whose worth is known, on days of bitcoin: noise, signals of tomorrow's direction with a
 * known gain, and signals that know tomorrow. The forecasts without a signal are made once for all signals on the same
 * days, what a verdict does not need is not computed, and fits stop where log-odds move by 1e-5: the rest is the
 * program's own. Prints a table of Markdown with the CPU time; ends with 1 where a promise is broken.
 *
 * `--chart FILE` a history in place of the bundled one, `--days` (3,000) how many of its newest days;
 * `--set none|classic|…` what stands beside the signal (`classic`); `--workspaces`, `--noise`, `--planted`, `--honest`,
 * `--leaks` how many of each.
 */
const { values: options } = parseArgs({
  options: {
    chart: { type: 'string' },
    set: { type: 'string', default: 'classic' },
    days: { type: 'string', default: '3000' },
    workspaces: { type: 'string', default: '100' },
    noise: { type: 'string', default: '500' },
    planted: { type: 'string', default: '100' },
    honest: { type: 'string', default: '300' },
    leaks: { type: 'string', default: '150' },
  },
});
const source = await loadSource(
  'async',
  'dates',
  'evaluation/high-accuracy',
  'evaluation/holm',
  'evaluation/placebo',
  'evaluation/random',
  'evaluation/signal-test',
  'evaluation/walk-forward',
  'features/engineer',
  'features/no-features',
  'testing/labelled-rows',
  'training/prepare',
  'training/test-signals',
  'training/test-walks',
  'workers/placebo-job',
);
const { addDays, listen, seededRandom, walkForward, walkPlacebos, pairedJobs, defaultTestSettings } = source;
const { accuracyWith, accuracyLimitOf, fadesInADay, gainIn, gainOf, pairedLosses, signalVerdictOn } = source;

const LEVEL = 0.05;
const PLACEBOS = 199;
const SIGNALS_OF_A_WORKSPACE = 50;
/** In days: enough for the accuracy on 200 evaluated ones to be judged, and not so many that it takes hours. */
const [LEAST_OF_A_LEAK, MOST_OF_A_LEAK] = [700, 1500];

const featureSet = options.set === 'none' ? source.noFeatures : source.featureSets[options.set];
const table = await tableOfBitcoin();
const rows = table.rows.filter(({ target }) => target !== null);
const all = await segmentOf(Math.max(4, rows.length - Number(options.days)), rows.length);
const [first, last] = [all.table.rows[0], all.table.rows.at(-1)];
console.log(`Beside ${options.set}, ${all.table.rows.length} rows from ${first.date} to ${last.date}.\n`);
console.log(markdownRow(['signals', 'of', 'called', 'share', 'promised']));
console.log(markdownRow(['---', '---', '---', '---', '---']));

await noise();
await planted();
await honest();
for (const [name, value] of Object.entries({ direction, return: change })) await leaks(name, value);
console.log(`\n${(process.cpuUsage().user / 60e6).toFixed(1)} minutes of CPU.`);

/** 50 signals a workspace, judged by Holm at its end; the first of all of them as the only one in theirs, too. */
async function noise() {
  const [workspaces, alone] = [Number(options.workspaces), Number(options.noise)];
  const pValues = [];
  let adding = 0;
  for (let seed = 1; seed <= Math.max(alone, workspaces * SIGNALS_OF_A_WORKSPACE); seed++) {
    const { verdict, pValue } = await judge(
      all,
      signalOf(all, seed, (_, normal) => normal()),
      {
        isPlaceboed: seed <= alone,
      },
    );
    if (seed <= alone && verdict === 'adds_information') adding++;
    pValues.push(pValue ?? 1);
  }
  say('noise, each alone in its workspace', 'adds information', { count: adding, of: alone, most: 0.05 });
  let fooled = 0;
  for (let first = 0; first < workspaces * SIGNALS_OF_A_WORKSPACE; first += SIGNALS_OF_A_WORKSPACE) {
    const corrected = source.holm(pValues.slice(first, first + SIGNALS_OF_A_WORKSPACE));
    if (Math.min(...corrected) < LEVEL) fooled++;
  }
  say(`noise, ${SIGNALS_OF_A_WORKSPACE} in each workspace`, 'any p < 0.05 by Holm', {
    count: fooled,
    of: workspaces,
    most: 0.05,
  });
  say('the same, each by itself', 'p < 0.05 before Holm', {
    count: pValues.filter((pValue) => pValue < LEVEL).length,
    of: pValues.length,
  });
}

async function planted() {
  const verdicts = await verdictsOn(
    () => all,
    Number(options.planted),
    () => gaussian(0.01),
  );
  say('Gaussian, of the direction, gain 0.01', 'adds information', {
    ...verdicts('adds_information'),
    least: 0.8,
  });
}

/** Gains from 0 to 0.02. */
async function honest() {
  const gaussians = await verdictsOn(
    () => all,
    Number(options.honest),
    (random) => gaussian(0.02 * random()),
    {
      isPlaceboed: false,
    },
  );
  say('Gaussian, of the direction, gain 0 to 0.02', 'looks ahead', {
    ...gaussians('looks_ahead'),
    most: 0.01,
  });
  const most = await verdictsOn(
    () => all,
    Number(options.honest),
    () => gaussian(0.02),
    { isPlaceboed: false },
  );
  say('Gaussian, of the direction, gain 0.02', 'looks ahead', { ...most('looks_ahead'), most: 0.01 });
}

/** What a day will bring, over stretches of 700 to 1,500 days that begin anywhere. */
async function leaks(name, value) {
  const stretch = (random) => {
    const days = LEAST_OF_A_LEAK + Math.floor(random() * (MOST_OF_A_LEAK - LEAST_OF_A_LEAK));
    const from = 4 + Math.floor(random() * (rows.length - 4 - days));
    return segmentOf(from, from + days);
  };
  const verdicts = await verdictsOn(stretch, Number(options.leaks), () => value);
  say(`tomorrow’s ${name}, over ${LEAST_OF_A_LEAK} to ${MOST_OF_A_LEAK} days`, 'looks ahead', {
    ...verdicts('looks_ahead'),
    least: 0.99,
  });
}

async function verdictsOn(segmentFor, count, valueFor, settings = { isPlaceboed: true }) {
  const verdicts = [];
  for (let seed = 1; seed <= count; seed++) {
    const random = seededRandom(1_000_000 + seed);
    const segment = await segmentFor(random);
    const { verdict } = await judge(segment, signalOf(segment, seed, valueFor(random)), settings);
    verdicts.push(verdict);
  }
  return (wanted) => ({ count: verdicts.filter((each) => each === wanted).length, of: count });
}

function direction({ target }) {
  return target;
}

function change({ change }) {
  return change;
}

/** The gain of a Gaussian signal whose means are ±e apart from 0 is about e²/2 over ln 2. */
function gaussian(gain) {
  const shift = Math.sqrt(2 * Math.LN2 * gain);
  return ({ target }, normal) => (2 * target - 1) * shift + normal();
}

/** The value that the row of a date uses is dated the day before, and known when that is over. */
function signalOf({ from, to }, seed, value) {
  const random = seededRandom(seed);
  const normal = () => source.normal(random);
  const values = rows
    .slice(from - 4, to)
    .map((row) => ({ date: addDays(row.date, -1), value: value(row, normal) }));
  return { name: 'simulated', known: 'end', values };
}

/** The verdict of a test that is alone in its workspace. */
async function judge(segment, signal, { isPlaceboed }) {
  const job = jobOf(segment, signal, 0);
  const own = (await walked(job)).forecasts;
  const now = pairedLosses({ with: own, without: segment.without ?? source.baseRateForecasts(own) });
  const { pValue } = gainOf(now);
  const looksAhead =
    accuracyWith(own, accuracyLimitOf('direction')) !== null &&
    fadesInADay({ now, dayLater: await lossesLater(segment, signal) });
  const evidence = { n: now.length, shifts: PLACEBOS, looksAhead, pValue };
  const verdict = signalVerdictOn(evidence);
  if (verdict !== undefined || !isPlaceboed) return { verdict, pValue };
  return { verdict: signalVerdictOn({ ...evidence, placebo: await placeboOf(job, now) }), pValue };
}

async function lossesLater(segment, signal) {
  const own = (await walked(jobOf(segment, signal, 1))).forecasts;
  return pairedLosses({ with: own, without: segment.without ?? source.baseRateForecasts(own) });
}

/** The p-value of the placebos; only that it is 0.05 or more, as soon as so many gained as much. */
async function placeboOf({ rows: own, settings }, now) {
  const column = own[0].values.length - 1;
  const amounts = source.placeboShifts([own.map(({ values }) => values[column])], {
    count: PLACEBOS,
    seed: 1,
  });
  const gains = [];
  for (const amount of amounts) {
    const [placebo] = await walkPlacebos(
      { rows: own, settings, columns: [column], amounts: [amount] },
      () => {},
    );
    gains.push(gainIn(now.map((day, t) => ({ ...day, with: placebo.losses[t] }))));
    const asMuch = gains.filter((gain) => gain >= gainIn(now)).length;
    if ((1 + asMuch) / (1 + amounts.length) >= LEVEL) return 1;
  }
  return source.placeboPValue(gainIn(now), gains);
}

function jobOf({ table: own }, signal, lag) {
  const request = { table: own, featureSet, signals: [signal], carry: 7, lag };
  return faster(pairedJobs(request, defaultTestSettings).with);
}

function faster(job) {
  return { ...job, settings: { ...job.settings, tolerance: 1e-5 } };
}

function walked({ rows: own, settings }) {
  return listen(walkForward(own, settings));
}

/** Rows of the history, and what is forecast of them without a signal: null for the base rate. */
async function segmentOf(from, to) {
  const own = { features: table.features, rows: rows.slice(from, to) };
  const { without } = pairedJobs(
    { table: own, featureSet, signals: [signalOf({ from, to }, 1, () => 0)], carry: 7, lag: 0 },
    defaultTestSettings,
  );
  return { from, to, table: own, without: without && (await walked(faster(without))).forecasts };
}

async function tableOfBitcoin() {
  const context = {
    workspace: { root: 'nowhere' },
    now: () => new Date('2026-02-01T12:00:00Z'),
    signal: new AbortController().signal,
    env: {},
    stdin: async function* () {},
    coingecko: () => Promise.reject(new Error('a simulation has no network')),
  };
  const request = {
    coin: 'bitcoin',
    vsCurrency: 'usd',
    days: 'max',
    source: options.chart === undefined ? 'bundled' : 'auto',
    from: options.chart,
    offline: true,
    refresh: false,
    maxAgeMs: Number.POSITIVE_INFINITY,
  };
  const target = source.targets.direction;
  const sets = options.set === 'none' ? [] : [featureSet];
  const market = await listen(source.prepareMarket(request, { sets, target }, context));
  const made = source.featureTableOf(market, featureSet, { target });
  const priceOn = new Map(market.history.map(({ date, price }) => [date, price]));
  const withChange = made.rows.map((row) => ({
    ...row,
    change: Math.log(priceOn.get(addDays(row.date, 1)) / priceOn.get(row.date)),
  }));
  return { ...made, rows: withChange };
}

function say(signals, called, { count, of, most, least }) {
  const share = count / of;
  const atMost = most === undefined ? '' : `at most ${100 * most} %`;
  const atLeast = least === undefined ? '' : `at least ${100 * least} %`;
  console.log(markdownRow([signals, of, called, `${(100 * share).toFixed(1)} %`, atMost + atLeast]));
  if (share > (most ?? 1) || share < (least ?? 0)) process.exitCode = 1;
}
