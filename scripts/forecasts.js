import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printMarkdown } from './tables.js';

/**
 * `node scripts/forecasts.js [EXPORTS]`: what `evaluate` says of the bundled prices, or of CoinGecko's full exports of
 * bitcoin and ethereum in a folder, as a table in Markdown, a command a row. Needs the program built.
 */
const [exportsFolder] = process.argv.slice(2);
const bundled = ['bitcoin', 'ethereum'].flatMap((coin) =>
  [
    [],
    ['--target', 'large_move'],
    ['--target', 'large_move', '--delay', '1'],
    ...(coin === 'bitcoin' ? [] : [['--target', 'beats_bitcoin']]),
  ].map((flags) => ['--coin', coin, '--source', 'bundled', ...flags]),
);
const long = ['bitcoin', 'ethereum'].flatMap((coin) =>
  [
    ...['classic', 'returns', 'market'].map((set) => ['--feature-set', set]),
    ['--target', 'large_move'],
    ['--target', 'large_move', '--delay', '1'],
    ...(coin === 'bitcoin' ? [] : [['--target', 'beats_bitcoin']]),
  ].map((flags) => [
    '--coin',
    coin,
    '--from',
    coin === 'bitcoin' ? 'btc-usd-max.csv' : 'eth-usd-max.csv',
    ...flags,
  ]),
);
const bitcoin = ['--bitcoin-from', 'btc-usd-max.csv'];
const needsBitcoin = (flags) =>
  flags.includes('ethereum') && ['market', 'beats_bitcoin'].some((each) => flags.includes(each));

const VERDICTS = {
  better_than_baseline: 'better than every constant',
  no_better_than_baseline: 'no better',
  worse_than_baseline: 'worse than the base rate',
};
const workspace = mkdtempSync(join(tmpdir(), 'crypto-predict-forecasts-'));
try {
  const rows = (
    exportsFolder === undefined
      ? bundled
      : long.map((flags) => (needsBitcoin(flags) ? [...flags, ...bitcoin] : flags))
  ).map(rowOf);
  printMarkdown([
    ['command', 'forecasts', 'log loss', 'base rate', 'skill (95 %)', 'p, base rate', 'largest p', 'verdict'],
    ...rows,
  ]);
} finally {
  rmSync(workspace, { recursive: true });
}

function rowOf(flags) {
  const program = join(import.meta.dirname, '..', 'bin', 'crypto-predict.js');
  const files = flags.map((flag) => (flag.endsWith('.csv') ? join(exportsFolder, flag) : flag));
  const settings = ['--workspace', workspace, '--format', 'json', '--quiet', '--offline'];
  const evaluation = JSON.parse(
    execFileSync(process.execPath, [program, 'evaluate', ...files, ...settings], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    }),
  );
  const { metrics, baselines, log_loss_skill, log_loss_skill_ci95, p_value, p_value_every_constant } =
    evaluation;
  const isLower = ['base_rate', 'recent_base_rate', 'coin_flip'].every(
    (name) => metrics.log_loss < baselines[name].log_loss,
  );
  const verdict =
    evaluation.verdict === 'no_better_than_baseline' && isLower
      ? 'not shown to be better'
      : VERDICTS[evaluation.verdict];
  return [
    `\`crypto-predict evaluate ${flags.join(' ')}\``,
    metrics.n,
    metrics.log_loss.toFixed(4),
    baselines.base_rate.log_loss.toFixed(4),
    `${signed(log_loss_skill)} (${log_loss_skill_ci95.map(signed).join(' to ')})`,
    pValue(p_value),
    pValue(p_value_every_constant),
    verdict,
  ];
}

function signed(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

function pValue(value) {
  return value < 0.001 ? '< 0.001' : value.toFixed(value < 0.1 ? 3 : 2);
}
