import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, upAndDown } from '../../keys/motions.ts';
import { viewportIn } from '../../layout.ts';
import type { Session } from '../../session/session.ts';
import { isTraining } from '../train/state.ts';
import { showsWholeMonitor } from './layout.ts';
import { isRetraining } from './state.ts';

const hasReport = ({ monitor }: Session) => monitor.report !== undefined;

/** The keys of the Monitor screen. */
const monitorKeys: readonly Binding[] = [
  {
    keys: ['enter', 'r'],
    shown: 'Enter',
    label: 'measure',
    help: 'measure again, on what is on disk',
    action: { type: 'measuring asked' },
    isOn: ({ monitor }) => !monitor.isMeasuring,
  },
  {
    keys: ['t'],
    shown: 't',
    label: 'retrain',
    help: 'train a challenger; only a better one replaces the run in use',
    action: ({ market, monitor }) => ({
      type: 'asked',
      question: {
        text: `Retrain ${market.coin} on prices to ${monitor.report?.chart.to}?`,
        yes: { type: 'retraining asked' },
      },
    }),
    isOn: (session) => hasReport(session) && !isTraining(session.train),
  },
  {
    keys: ['v', 'left', 'right'],
    shown: 'v',
    label: 'page',
    help: 'drift, or how the forecasts did; a large window shows both',
    action: { type: 'monitor page turned' },
    isForEyes: true,
    isOn: (session) => hasReport(session) && !showsWholeMonitor(viewportIn(session.window)),
  },
  {
    ...upAndDown('the feature that is put into words', 'feature', (by) => ({ type: 'drift moved', by })),
    isForEyes: true,
    isOn: (session) =>
      hasReport(session) &&
      (session.monitor.page === 'drift' || showsWholeMonitor(viewportIn(session.window))),
  },
];

/** The keys while a challenger is trained. */
const retrainingKeys: readonly Binding[] = [
  {
    ...escapeKey('cancel', 'cancel the retraining; nothing is saved', { type: 'retraining cancel asked' }),
    isOn: ({ monitor }) => monitor.retraining?.isStopping === false,
  },
];

const looking: KeyMode = { title: 'Monitor', keys: monitorKeys, common: 'all' };
const retraining: KeyMode = { title: 'Monitor, while it retrains', keys: retrainingKeys, common: 'all' };

export const monitorModes = [looking, retraining];

export function monitorMode({ monitor }: Session): KeyMode {
  return isRetraining(monitor) ? retraining : looking;
}
