import { shared } from '../../help/glossary.ts';

/** The terms on the Signals screen. */
export const signalsTerms = {
  signal:
    'A series of your own, by date: one column of a file. A row uses the newest value that is known, for 7 days at most.',
  known:
    'When the value of a date is known: when the date is over, or at its 00:00 UTC. A wrong answer here makes a signal look ahead.',
  covers: 'The share of the market’s days on which the signal has a value that is known.',
  beside: 'What the signal is tested against: the features of a set, or, with none, the base rate.',
  gain: 'The share of the log loss that the signal saves: 1 − log loss with it / without it, over the same days.',
  placebo:
    'The same signal shifted in time by a random amount. A signal that helps only because it trends helps as much when it is shifted.',
  'looks ahead':
    'A gain larger than daily prices give, nearly all of it lost a day later: the signal probably has values that were not known yet.',
  ledger:
    'The record of every evaluation in the workspace. The p-value among all tests is the one that counts.',
  ...shared('target', 'log loss', 'p-value', 'walk-forward'),
};
