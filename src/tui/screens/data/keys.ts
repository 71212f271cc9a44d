import type { Binding, KeyMode } from '../../keys/binding.ts';
import { escapeKey, upAndDown } from '../../keys/motions.ts';
import { pathPrompt } from '../../keys/prompt.ts';
import type { Action } from '../../session/actions.ts';
import type { Session } from '../../session/session.ts';
import { isFetching, isLookedInto } from './state.ts';

const search: Action = {
  type: 'edit started',
  target: { kind: 'search' },
  place: 'search',
  label: 'coin',
  hint: 'a name, a symbol or a CoinGecko id',
  text: '',
  limit: 100,
  isLight: true,
};

const hasChart = ({ data }: Session) => data.chart !== undefined;

const dataKeys: readonly Binding[] = [
  upAndDown('the field below the chart: coin, currency, days', 'field', (by) => ({
    type: 'data field moved',
    by,
  })),
  {
    keys: ['enter', 'f'],
    shown: 'Enter',
    label: 'fetch',
    help: 'ask CoinGecko for what is missing',
    action: { type: 'fetch asked' },
    isOn: ({ data }) => !isFetching(data),
  },
  {
    keys: ['r'],
    shown: 'r',
    label: 'retry',
    help: 'ask CoinGecko again after a failure',
    action: { type: 'fetch asked' },
    isOn: ({ data }) => data.fetch.kind === 'failed',
  },
  {
    ...escapeKey('cancel', 'cancel a fetch', { type: 'fetch cancelled' }),
    isOn: ({ data }) => isFetching(data),
  },
  {
    keys: ['e', ' '],
    shown: 'e',
    label: 'edit',
    help: 'type into the field',
    action: ({ data: { field }, market, days }) =>
      field === 'coin'
        ? search
        : {
            type: 'edit started',
            target: { kind: 'data', field },
            place: 'field',
            label: field === 'days' ? 'days' : 'currency',
            hint: field === 'days' ? 'a number of days, or max' : 'a currency: usd, eur, btc …',
            text: field === 'days' ? String(days) : market.vsCurrency,
            limit: 10,
          },
  },
  { keys: ['/', 'c'], shown: '/', label: 'coin', help: 'search for a coin by name', action: search },
  {
    keys: ['i'],
    shown: 'i',
    label: 'import',
    help: 'merge a file into the stored history of this coin',
    action: pathPrompt(
      'import',
      'file',
      'a path; a download of Yahoo, CoinGecko, Binance, Kraken …, as CSV, JSON, gzip or zip',
    ),
  },
  {
    keys: ['u'],
    shown: 'u',
    label: 'undo',
    help: 'take the last change of the stored history back, by a fetch or an import; asks first',
    action: ({ market: { coin } }) => ({
      type: 'asked',
      question: {
        text: `Take back what the last fetch or import changed in the stored history of ${coin}?`,
        yes: { type: 'undo asked' },
      },
    }),
    isOn: ({ data }) => data.chart !== undefined && data.chart.source !== 'bundled' && !isFetching(data),
  },
  {
    keys: ['[', ']'],
    shown: '[ ]',
    label: 'range',
    help: 'a shorter or a longer range: 30 days, 90 days, a year, everything',
    action: (_, key) => ({ type: 'range moved', by: key === '[' ? -1 : 1 }),
  },
  {
    keys: ['left', 'right'],
    shown: '←→',
    label: 'day',
    help: 'a cursor through the chart: date, price and volume of its day',
    action: (_, key) => ({ type: 'day moved', by: key === 'left' ? -1 : 1 }),
    isOn: hasChart,
  },
  {
    keys: ['+', '=', '-', '−'],
    shown: '+ −',
    label: 'zoom',
    help: 'half as many days around the cursor, or twice as many',
    action: (_, key) => ({ type: 'zoomed', by: key === '+' || key === '=' ? 1 : -1 }),
    isOn: hasChart,
  },
  {
    keys: ['home', 'end'],
    shown: 'Home End',
    label: 'first, last',
    help: 'the first or the newest day of the chart',
    action: (_, key) => ({ type: 'day moved', by: key === 'home' ? -1e9 : 1e9 }),
    isOn: hasChart,
    isQuiet: true,
  },
  {
    ...escapeKey('back', 'back from a cursor and a zoom to the whole range', { type: 'look left' }),
    isOn: ({ data }) => !isFetching(data) && isLookedInto(data),
  },
  {
    keys: ['l'],
    shown: 'l',
    label: 'log',
    help: 'prices on a logarithmic axis, on which the same slope is the same growth, or on an even one',
    action: { type: 'prices scaled' },
    isForEyes: true,
    isOn: hasChart,
  },
];

const looking: KeyMode = { title: 'Data', keys: dataKeys, common: 'all' };

export const dataModes = [looking];
export const dataMode = () => looking;
