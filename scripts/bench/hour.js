import { setTimeout as pause } from 'node:timers/promises';
import { withFolder } from './harness.js';
import { SessionBench } from './session.js';
import { residentMebibytes } from './terminal.js';

/** One for each minute of an hour, without what it takes to think. */
const ROUNDS = 60;
const ENTER = '\r';
const ESC = '\u001b';

/** The memory of a session in which one trains, evaluates and looks at every screen, over and over. */
export function measure(chart) {
  return withFolder(async (folder) => {
    const bench = new SessionBench(folder);
    bench.command('fetch', '--coin', 'bitcoin', '--from', chart, '--replace');
    const session = bench.start();
    await session.next('stored to');
    const samples = [];
    for (let round = 1; round <= ROUNDS; round++) {
      await session.answer('3', '[3');
      await session.answer(ENTER, '; saved');
      await session.answer('6', '[6');
      // The walk-forward goes on while the other screens are looked at.
      session.press(ENTER);
      for (const digit of '0124578') {
        await session.answer(digit, `[${digit}`);
        await session.answer('?', 'Keys of this screen');
        session.press(ESC);
        // Before the next key, or both are one: Alt and that key.
        await pause(60);
      }
      if (round % (ROUNDS / 6) === 0) samples.push(residentMebibytes(session.pid));
    }
    await bench.quit(session);
    const [, second] = samples;
    return [
      {
        what: `memory over ${ROUNDS} trainings and walk-forwards of the long chart, ${ROUNDS * 17} screens`,
        limit: 'flat (within a tenth) after the first 20',
        measured: samples.map((each) => `${each.toFixed(0)} MiB`).join(', '),
        holds: samples.at(-1) <= 1.1 * second,
      },
    ];
  });
}
