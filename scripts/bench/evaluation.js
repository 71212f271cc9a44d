import { node, nothing, program, ratioBudget, runInTurns, runOnce, withFolder } from './harness.js';

/** The budgets of evaluation, whole processes beside node -e 0 in the same rounds. */
export function measure(chart) {
  return withFolder(async (folder) => {
    const command = (...args) => ({ argv: [node, program, ...args], options: { cwd: folder } });
    const walk = (featureSet) =>
      command('evaluate', '--coin', 'bitcoin', '--from', chart, '--feature-set', featureSet);
    const train = command('train', '--coin', 'bitcoin', '--source', 'bundled');
    const bundled = command('evaluate', '--coin', 'bitcoin', '--source', 'bundled');
    const long = command('report', '--from', chart);
    runOnce(train.argv, train.options);
    const commands = [
      nothing,
      walk('classic'),
      walk('market'),
      bundled,
      command('report', '--offline'),
      long,
    ];
    const [bare, classic, market, evaluate, report, longReport] = runInTurns(commands, 5);
    const counted = (featureSet) => {
      const { argv, options } = walk(featureSet);
      const { folds, rows } = JSON.parse(runOnce([...argv, '--format', 'json'], options).stdout);
      return `${rows.usable.toLocaleString('en-US')} rows, ${folds} folds`;
    };
    const row = (what, limit, milliseconds) => ratioBudget(what, limit, { milliseconds, bare });
    return [
      row(`walk-forward, classic, ${counted('classic')}`, 30, classic),
      row(`walk-forward, market, ${counted('market')}`, 30, market),
      row('evaluate, bundled 731 days', 12, evaluate),
      row('report, bundled 731 days', 30, report),
      row('report, the long chart', 30, longReport),
    ];
  });
}
