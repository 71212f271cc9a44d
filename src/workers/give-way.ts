import { getPriority, setPriority } from 'node:os';

/** Enough that whoever waits for the keys gets nine tenths of a processor that both want. */
const STEPS = 10;

/**
 * Lets the thread of the keys go first where there is too little processor for all. On Linux each thread has a
 * priority of its own, and hands it on to those that it starts; elsewhere it is the process's, which is left alone.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + STEPS));
}
