import { readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import { node } from './harness.js';

/** A Node.js process in a pseudo-terminal, and what it has written. */
export class Terminal {
  #output = '';
  #seen = () => {};

  constructor(args, { cwd, env }) {
    const pty = spawn(node, args, { cols: 120, rows: 40, cwd, env });
    this.pid = pty.pid;
    this.press = (keys) => pty.write(keys);
    this.exited = new Promise((done) => pty.onExit(done));
    pty.onData((data) => {
      this.#output += data;
      this.#seen();
    });
  }

  /** Resolves with the time at which something new was written that contains a text. */
  next(text) {
    const from = this.#output.length;
    return new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`${text} was not shown`)), 60_000);
      this.#seen = () => {
        if (!this.#output.slice(from).includes(text)) return;
        clearTimeout(late);
        this.#seen = () => {};
        done(performance.now());
      };
    });
  }

  /** How long it takes from a key to a text. */
  async answer(keys, text) {
    const shown = this.next(text);
    const before = performance.now();
    this.press(keys);
    return (await shown) - before;
  }
}

/** What a process has had of a core so far. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function residentMebibytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
