import { readFileSync, writeFileSync } from 'node:fs';
import { median, node, program, quantile, ratioBudget, runOnce, withFolder } from './harness.js';
import { cpuSeconds, residentMebibytes, Terminal } from './terminal.js';

/** The budgets of the interactive session, a whole process in a pseudo-terminal. */
export function measure(chart) {
  return withFolder(async (folder) => {
    const bench = new SessionBench(folder);
    const rows = [await bench.firstFrame()];
    const session = bench.start();
    await session.next('cannot be reached');
    rows.push(
      await bench.keys(session, 'at rest', { from: '1' }),
      await bench.idle(session),
      await bench.memory(session),
    );
    session.press('q');
    await session.exited;
    bench.command('fetch', '--coin', 'bitcoin', '--from', chart, '--replace');
    rows.push(await bench.keysWhileTraining(), await bench.keysWhileAllRuns(), await bench.liveTraining());
    return rows;
  });
}

const ENTER = '\r';
const ESC = '\u001b';
const CTRL_C = '\u0003';
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export class SessionBench {
  constructor(folder) {
    const { CI: _, ...outer } = process.env;
    const home = { HOME: folder, XDG_CONFIG_HOME: folder };
    this.folder = folder;
    this.env = { ...outer, ...home, COINGECKO_BASE_URL: 'http://127.0.0.1:1', TERM: 'xterm-256color' };
  }

  command(...args) {
    return runOnce([node, program, ...args], { cwd: this.folder, env: this.env });
  }

  start(args = [program]) {
    return new Terminal(args, { cwd: this.folder, env: this.env });
  }

  async firstFrame() {
    const [bare, frames] = [[], []];
    for (let round = 0; round < 11; round++) {
      let before = performance.now();
      await this.start(['-e', '0']).exited;
      bare.push(performance.now() - before);
      before = performance.now();
      const session = this.start();
      frames.push((await session.next('1 Data')) - before);
      await session.next('sample');
      session.press('q');
      await session.exited;
    }
    return ratioBudget('first frame', 3.5, { milliseconds: median(frames), bare: median(bare) });
  }

  /**
   * Keys that change the whole screen: the help, and through all screens back to the one it begins on.
   *
   * @param goOn is done before each round
   */
  async keys(session, when, { from, goOn = () => {} }) {
    const others = [...'201345678'].filter((digit) => digit !== from);
    const times = [];
    for (let i = 0; i < 40; i++) {
      goOn();
      times.push(await session.answer('?', 'Keys of this screen'));
      session.press(ESC);
      await pause(40);
      for (const digit of [...others, from]) {
        times.push(await session.answer(digit, `[${digit}`));
        await pause(20);
      }
    }
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    return {
      what: `key to screen, ${when}`,
      limit: 'p95 25 ms',
      measured: `p95 ${p95.toFixed(0)} ms (p50 ${p50.toFixed(0)} ms)`,
      holds: p95 <= 25,
    };
  }

  /** Over 20 s: once after the keys, V8 gives memory back, for some 70 ms. */
  async idle({ pid }) {
    const seconds = 20;
    await pause(1500);
    const before = cpuSeconds(pid);
    await pause(seconds * 1000);
    const share = (cpuSeconds(pid) - before) / seconds;
    const measured = `${(share * 100).toFixed(1)} %`;
    return { what: 'idle', limit: '1 % of a core', measured, holds: share < 0.01 };
  }

  async memory(session) {
    const samples = [];
    await session.answer('3', '[3 Train]');
    for (let training = 1; training <= 10; training++) {
      await session.answer(ENTER, '; saved');
      for (const digit of '451234512') await session.answer(digit, `[${digit}`);
      await session.answer('3', '[3 ');
      if (training % 5 === 0) samples.push(residentMebibytes(session.pid));
    }
    const [half, all] = samples;
    return {
      what: 'memory, 5 and 10 trainings, 50 and 100 screens',
      limit: '180 MiB, flat (within a tenth)',
      measured: samples.map((each) => `${each.toFixed(0)} MiB`).join(', '),
      holds: all < 180 && all <= 1.1 * half,
    };
  }

  async keysWhileTraining() {
    this.remember({ epochs: 50_000 });
    const session = await this.startTrainScreen();
    session.press(ENTER);
    await session.next('epoch');
    const row = await this.keys(session, 'while the long chart trains', { from: '3' });
    await this.quit(session);
    return row;
  }

  /** The same on the Evaluate screen, where a walk-forward begins again whenever it is done. */
  async keysWhileAllRuns() {
    this.remember({ epochs: 1_000_000 });
    const session = await this.startTrainScreen();
    session.press(ENTER);
    await session.next('epoch');
    await session.answer('6', '[6 ');
    const row = await this.keys(session, 'while it trains and a walk-forward runs', {
      from: '6',
      goOn: () => session.press(ENTER),
    });
    await this.quit(session);
    return row;
  }

  async liveTraining() {
    const epochs = 2500;
    this.remember({ epochs });
    const flags = ['--optimizer', 'gradient-descent', '--epochs', `${epochs}`, '--tolerance', '1e-15'];
    const [silent, live] = [[], []];
    for (let round = 0; round < 3; round++) {
      const argv = ['train', '--coin', 'bitcoin', '--days', 'max', '--offline', ...flags, '--quiet'];
      silent.push(this.command(...argv).milliseconds);
      const session = await this.startTrainScreen();
      live.push(await session.answer(ENTER, '; saved'));
      await this.quit(session);
    }
    const [command, screen] = [median(silent), median(live)];
    return {
      what: `live training, the long chart, ${epochs.toLocaleString('en-US')} epochs`,
      limit: '1.5 × the command',
      measured: `${(screen / command).toFixed(2)} × (${(screen / 1000).toFixed(1)} s)`,
      holds: screen <= 1.5 * command,
    };
  }

  async startTrainScreen() {
    const session = this.start();
    await session.next('stored to');
    return session;
  }

  async quit(session) {
    session.press(CTRL_C);
    await session.exited;
  }

  /** Leaves a session to be gone on with: the Train screen, on all days, with a descent that does not converge. */
  remember({ epochs }) {
    const settings = {
      featureSet: 'classic',
      testSize: 0.2,
      l2: null,
      optimizer: 'gradient-descent',
      learningRate: null,
      epochs,
      tolerance: 1e-15,
    };
    this.command('config', 'set', 'coin', 'bitcoin');
    const file = this.command('config', 'path').stdout.trim();
    const session = JSON.stringify({ screen: 'train', days: 'max', settings });
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), session }));
  }
}
