import type { Command } from 'commander';
import type { SignalUse } from '../domain.ts';
import { DEFAULT_CARRY_DAYS } from '../features/signals/signal.ts';
import { parseSignalName } from '../identifiers.ts';
import { flag, wholeNumber } from './options.ts';

/** Signals beside the features of a set. */
export interface SignalFlags extends CarryFlags {
  readonly signal?: readonly string[];
}

export interface CarryFlags {
  readonly carry: number;
}

export function addSignalOptions(command: Command): Command {
  return addCarryOption(
    command.option(
      '--signal <names>',
      'signals with commas between, added to the features; signals list shows them',
      signalNames,
    ),
  );
}

export function addCarryOption(command: Command): Command {
  return command.option(
    '--carry <days>',
    'use a value of a signal for at most this many days after it became known',
    wholeNumber(0, 10_000),
    DEFAULT_CARRY_DAYS,
  );
}

/** Names with commas between, none twice; beside those named before. */
export function signalNames(text: string, before: readonly string[] = []): readonly string[] {
  return [...new Set([...before, ...text.split(',').map(flag(parseSignalName))])];
}

/** Which signals the flags name; undefined where they name none. */
export function signalUse({ signal, carry }: SignalFlags): SignalUse | undefined {
  return signal && { names: signal, carry };
}
