import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The commands that are cut off. Each makes the arguments of a run that has a number of its own, and says what must be
 * in the workspace for ever once that run has printed its result, in the words of `readWorkspace`.
 */
export const commands = {
  fetch: {
    args: () => ['fetch', '--coin', 'bitcoin', '--refresh', '--source', 'coingecko'],
    saves: ({ from, to }) => [`day bitcoin ${from}`, `day bitcoin ${to}`],
  },
  'fetch --from': {
    /** A day that no other run brings. */
    args: (number, { home }) => {
      const file = join(home, `${number}.csv`);
      writeFileSync(file, `date,price,market_cap,total_volume\n${dayOf(number)},${1000 + number},1,1\n`);
      return ['fetch', '--coin', 'bitcoin', '--from', file];
    },
    saves: (_, number) => [`day bitcoin ${dayOf(number)} at ${1000 + number}`],
  },
  train: {
    args: () => ['train', '--coin', 'bitcoin', '--refresh', '--optimizer', 'preconditioned'],
    saves: ({ run }) => [`run ${run.id}`],
  },
  'predict --coin': {
    args: () => ['predict', '--coin', 'bitcoin', '--refresh'],
    saves: ({ run_id, for: day }) => [`forecast for ${day} by ${run_id}`],
  },
  retrain: {
    /** Every other time a coin without a run, which ends with a new one in use. */
    args: (number) => ['retrain', '--coin', number % 2 === 0 ? 'bitcoin' : `coin-${number}`, '--refresh'],
    saves: ({ coin, after, decided_at }) => [`run ${after}`, `decision about ${coin} at ${decided_at}`],
  },
};

function dayOf(number) {
  return new Date(Date.UTC(2010, 0, 1 + number)).toISOString().slice(0, 10);
}
