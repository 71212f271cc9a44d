import type { Context } from '../../context.ts';
import type { Action } from '../state/actions.ts';
import { typedText } from '../state/editing.ts';
import type { Session } from '../state/session.ts';
import type { Effect } from '../store.ts';
import { fetchMarket, importFile, isFresh, loadChart } from './data.ts';
import { Job, type Work } from './effects.ts';
import { searchForCoins } from './search.ts';

/**
 * The work that actions start, each kind in a job of its own, off the path of keys. A fault of the program in any
 * of it ends the session through `fail`.
 */
export function createEffects(work: Work, fail: (error: unknown) => void): Effect<Session, Action> {
  const { context, dispatch } = work;
  const job = () => new Job(context, fail);
  const [loading, fetching, importing, searching] = [job(), job(), job(), job()];

  /** What is on disk at once; then, behind it, up to date. */
  const openMarket = () => {
    fetching.cancel();
    loading.start(async (own: Context) => {
      await loadChart(work, own);
      const { chart } = work.getState().data;
      if (chart === undefined || !isFresh(chart, own.now())) dispatch({ type: 'fetch asked' });
    });
  };

  return (action, before, after) => {
    if (action.type === 'started' || before.market !== after.market) openMarket();
    if (before.days !== after.days && action.type !== 'started') dispatch({ type: 'fetch asked' });
    switch (action.type) {
      case 'fetch asked':
        if (before.data.fetch !== after.data.fetch) fetching.start((own) => fetchMarket(work, own));
        break;
      case 'fetch cancelled':
        fetching.cancel();
        break;
      case 'edit submitted': {
        const { editing } = after;
        if (editing === undefined || !editing.isBusy || before.editing?.isBusy) break;
        const text = typedText(editing).trim();
        if (editing.target.kind === 'import') importing.start((own: Context) => importFile(work, own, text));
        break;
      }
      case 'edit started':
      case 'edited':
        if (after.editing?.target.kind === 'search') searching.start((own) => searchForCoins(work, own));
        break;
      case 'edit done':
      case 'edit left':
        searching.cancel();
        break;
    }
  };
}
