/** What a term means, in a sentence or two. The help and the manual are made from these and from the screens' own. */
export const glossary = {
  AUC: 'The chance that a day on which the target came was given a higher probability than one on which it did not. 0.5 is what guessing gets.',
  accuracy:
    'The share of test days that were forecast right. On few days it says little: look at its 95 % interval.',
  'base rate':
    'The share of training days on which the target came, forecast every day. It knows nothing about any day, so a model that does not beat it has learned nothing of use.',
  baseline:
    'A forecast that needs no training: the base rate, the more frequent outcome (majority), or the same as today (persistence).',
  Brier:
    'The mean squared distance between the probability and what came, 0 or 1. Lower is better; always saying 0.5 gets 0.25.',
  challenger:
    'A model trained on the newest data. It replaces the run in use only if, on rows that neither was trained on, its log loss is lower by more than chance explains.',
  'confusion matrix': 'Test days counted by what was forecast and what came.',
  contribution:
    'Weight times scaled value, in log-odds: how far a feature pulls the forecast up or down. With the intercept they add up to the log-odds of the forecast.',
  'days filled':
    'Days on which something was missing and was taken from the day before. A filled price never trains or tests a model.',
  delay:
    'Days between the newest value that a forecast looks at and the price it is made at. A skill that is lost at a delay of 1 can hardly be traded.',
  drift:
    'How far the newest 60 days of a feature are from its training rows. If that is more than the past makes plausible, the model forecasts days unlike those it learned from. The market’s daily return, log_return_1, is checked for every model.',
  equity:
    'What a capital of 1 became by holding the coin on days whose probability was over the threshold, after fees. Large moves have none: they may go either way.',
  epoch: 'One pass over all training rows: one step of the descent.',
  'feature set':
    'A named list of features with its scaler: classic in raw prices, others in returns, which keep their range when the market moves.',
  'gradient, max|∇J|/n':
    'The steepest slope that is left, per training row. Training stops when it is at most the tolerance.',
  l2: 'The penalty on large weights: the objective adds half of it times their squares. More of it makes forecasts more cautious.',
  KS: 'Kolmogorov’s and Smirnov’s statistic: the largest distance between two cumulative distributions, 0 to 1.',
  'large move':
    'A move of the price from one day to the next, up or down, that is larger than the median of the 90 before it. About half of all days have one.',
  'learning rate':
    'The length of a step. 1/L, computed from the data, is the longest that never raises the objective.',
  limit:
    'The largest value that earlier windows of 60 days make plausible, each compared with its own past. A feature has drifted where the p of its Wasserstein distance, after Holm’s correction, is below 0.05.',
  'log loss':
    'The mean of −log of the probability given to what came. Always saying 0.5 gets 0.6931; lower is better; being sure and wrong costs most.',
  MCC: 'Matthews’ correlation between forecast and outcome: 1 is always right, 0 is no better than chance, −1 always wrong.',
  'momentum restart':
    'Nesterov’s method keeps momentum from step to step, and drops it whenever it points uphill. That is why its loss can fall in steps.',
  'out of range':
    'A value that no training row had. The forecast is made all the same, but is less reliable: the model never saw such a day.',
  'P(up), P(large move)':
    'The forecast probability that the target comes tomorrow: that the price is higher, that it moves far, that it beats bitcoin.',
  'p-value':
    'How often chance alone would do at least as well, were the forecasts no better than the base rate. Small is good.',
  'pending, resolved':
    'A logged forecast is pending until the price of its day is known, and resolved from then on.',
  PSI: 'The population stability index: how differently two samples fill the same bins, ten at most. 0 is alike.',
  'r with target':
    'Pearson’s correlation between a feature and the target of the next day. Near 0, a feature by itself tells nothing.',
  reliability:
    'Days in ten bins by their forecast. Of good forecasts, the share of days on which the target came is near the forecast in each bin.',
  'rolling accuracy':
    'The share of right forecasts in the 30 days up to each day, with its 95 % interval as a band.',
  skill:
    'The share of the base rate’s log loss that the forecasts save. Above 0 they beat the base rate, below 0 they lose to it.',
  target:
    'What is forecast of the next day: its direction, a large move, or beating bitcoin. 1 where it came, 0 where it did not, – where that is not known yet. F chooses another one.',
  'test size': 'The newest share of rows, which the model never sees in training and is judged by.',
  tolerance: 'How small the gradient must be for the training to count as finished.',
  verdict:
    'Whether the test days’ log loss is below the base rate’s by more than chance explains: better under a one-sided p of 0.05, worse over 0.95.',
  'walk-forward':
    'Training on the past, forecasting the next days, moving on, and training again: the test that resembles use.',
  Wasserstein:
    'How far one sample must be moved to become the other, in standard deviations of the training rows.',
  'zero volume': 'Days on which the source reports no trade at all, mostly a gap in its data.',
} as const satisfies Terms;

export type Term = keyof typeof glossary;

/** Terms and what each means. */
export type Terms = Readonly<Record<string, string>>;

/** Terms that more than one screen uses, with their meanings. */
export function shared(...terms: readonly Term[]): Terms {
  return Object.fromEntries(terms.map((term) => [term, glossary[term]]));
}
