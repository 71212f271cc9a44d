import type { UsedSignal } from '../domain.ts';
import type { KnownTime } from '../features/signals/signal.ts';
import { summariseSignal } from '../features/signals/signal-summary.ts';
import { at } from '../learning/vector.ts';
import type { ImportedSignals, ListedSignal, SignalChange, StoredSignal } from '../results/signal.ts';
import { formatInteger, formatValue, plural } from './format.ts';
import { renderTable } from './table.ts';

/** When a value is known, in words that fit behind a name. */
export function knownInWords(known: KnownTime): string {
  return known === 'end' ? 'known at the end of its date' : 'known at the start of its date';
}

/** The signals among features, a line each: their timing is a part of them. */
export function usedSignalLines(signals: readonly UsedSignal[] = []): readonly string[] {
  return signals.map(
    ({ name, known, carry, from, to }) =>
      `Signal      ${name}: ${from} to ${to}, ${knownInWords(known)}, carried ${plural(carry, 'day')}`,
  );
}

/** What an import brought, a paragraph a signal. */
export function importedSignalsText({ signals, missingCells }: ImportedSignals): string {
  const paragraphs = signals.map((signal) =>
    [
      `${signal.name}: ${plural(signal.n, 'date')}, ${signal.from} to ${signal.to}, ${knownInWords(signal.known)}`,
      ...(signal.missing > 0 ? [`${plural(signal.missing, 'date')} between have no value`] : []),
      ...(signal.isConstant ? ['It never changes: nothing can be learned from it'] : []),
      ...(signal.change ? [changeInWords(signal.change)] : []),
    ].join('\n'),
  );
  return [
    ...paragraphs,
    ...(missingCells > 0 ? [`${plural(missingCells, 'cell')} without a number: no value there`] : []),
    `Next        crypto-predict test ${at(signals, 0).name} --coin bitcoin`,
  ].join('\n\n');
}

/** The same in a sentence without a full stop. */
export function importedInWords({ signals, missingCells }: ImportedSignals): string {
  const parts = signals.map((signal) => {
    const change = signal.change ? `; ${lowerFirst(changeInWords(signal.change))}` : '';
    return `${signal.name} with ${plural(signal.n, 'date')}, ${knownInWords(signal.known)}${change}`;
  });
  const cells = missingCells > 0 ? `; ${plural(missingCells, 'cell')} without a number` : '';
  return `imported ${parts.join(', ')}${cells}`;
}

/** One signal in a sentence: its dates, its timing, its values. */
export function signalSentence(signal: StoredSignal): string {
  const { name, known } = signal;
  const { n, from, to, missing, min, mean, max, isConstant } = summariseSignal(signal);
  const between = missing > 0 ? `, ${formatInteger(missing)} missing between` : '';
  const values = isConstant
    ? `always ${formatValue(min)}: nothing can be learned from it`
    : `${formatValue(min)} to ${formatValue(max)}, ${formatValue(mean)} on average`;
  return `${name}: ${plural(n, 'date')}, ${from} to ${to}${between}, ${knownInWords(known)}; ${values}.`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** What became another since the import before. */
function changeInWords({ added, changed, removed, firstRevised, knownBefore }: SignalChange): string {
  const parts = [
    ...(added > 0 ? [`${plural(added, 'date')} added`] : []),
    ...(changed > 0 ? [`${plural(changed, 'value')} changed`] : []),
    ...(removed > 0 ? [`${plural(removed, 'date')} gone`] : []),
    ...(knownBefore === null ? [] : [`it was ${knownInWords(knownBefore)} before`]),
  ];
  if (parts.length === 0) return 'Nothing changed since the import before';
  const first = firstRevised === null ? '' : `; the first revised date is ${firstRevised}`;
  return `Since the import before: ${parts.join(', ')}${first}`;
}

/** Every signal in a row. */
export function signalListText(signals: readonly ListedSignal[]): string {
  if (signals.length === 0)
    return 'There is no signal yet: import one with crypto-predict signals import FILE';
  return renderTable({
    head: ['Signal', 'known at', 'from', 'to', 'dates', 'missing', 'imported'],
    rows: signals.map((signal) => [
      signal.name,
      `the ${signal.known}`,
      signal.from,
      signal.to,
      formatInteger(signal.n),
      formatInteger(signal.missing),
      signal.importedAt.slice(0, 10),
    ]),
  });
}

const NEWEST = 10;

/** One signal: its timing, its values in short, the newest of them. */
export function signalText(signal: StoredSignal, fingerprint: string): string {
  const { n, from, to, missing, min, mean, max, isConstant } = summariseSignal(signal);
  return [
    `${signal.name}, ${knownInWords(signal.known)}`,
    '',
    `Dates       ${plural(n, 'date')}, ${from} to ${to}, ${formatInteger(missing)} missing between`,
    `Values      ${formatValue(min)} to ${formatValue(max)}, ${formatValue(mean)} on average${isConstant ? ': it never changes' : ''}`,
    `Imported    ${signal.importedAt}`,
    `Fingerprint ${fingerprint}`,
    '',
    renderTable({
      head: ['Date', 'value'],
      rows: signal.values.slice(-NEWEST).map(({ date, value }) => [date, formatValue(value)]),
    }),
  ].join('\n');
}
