import { spawn as spawnInTerminal } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** What goes on until it is told to end. */

/** A server that is asked at every kind of path, and then told to end. */
export async function askServer(child) {
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
      const [address] = /http:\/\/[\d.]+:\d+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.on('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  for (const path of ['/health', '/forecast/bitcoin', '/docs', '/metrics', '/nowhere'])
    await fetch(url + path);
}

const ENTER = '\r';

/** Keys, and what the window shows once they have done their work; `{csv}` stands for a file to import. */
const STEPS = [
  [[], /stored to/],
  [['i', '{csv}', ENTER], /Imported/],
  [['T', '2'], /row 1 of/],
  [['x'], /written to data/],
  [['3'], /nesterov/],
  [[ENTER], /than the base rate/],
  [['4'], /P\(up\) = 0/],
  [['w', 'values.json', ENTER], /saved values\.json/],
  [['5'], /in use/],
  [['6'], /Enter/],
  [[ENTER], /days forecast|skill/i],
  [['7'], /price_lag_7 +\d/],
  [['t'], /Retrain bitcoin/],
  [['y'], /Decision:/],
];

/**
 * A session in a terminal of its own that is led through steps, by default through all that writes, and is left;
 * returns its exit code.
 */
export async function leadSession([file, ...args], { csv, cwd, env, steps = STEPS, patienceMs = 30_000 }) {
  const size = { cols: 120, rows: 40 };
  const pty = spawnInTerminal(file, args, { ...size, cwd, env: { ...env, TERM: 'xterm-256color' } });
  const terminal = new headless.Terminal({ ...size, allowProposedApi: true });
  pty.onData((data) => terminal.write(data));
  const exited = new Promise((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
  const window = () =>
    Array.from({ length: size.rows }, (_, y) =>
      terminal.buffer.active.getLine(y)?.translateToString(true),
    ).join('\n');
  const until = async (sign) => {
    const end = performance.now() + patienceMs;
    while (!sign.test(window())) {
      if (performance.now() > end) throw new Error(`${sign} was not shown; the window shows\n${window()}`);
      await tick();
    }
  };
  try {
    for (const [keys, sign] of steps) {
      for (const key of keys) {
        pty.write(csv === undefined ? key : key.replace('{csv}', csv));
        await tick();
      }
      await until(sign);
    }
    pty.write('q');
    return await exited;
  } catch (error) {
    pty.kill('SIGKILL');
    throw error;
  } finally {
    terminal.dispose();
  }
}

function tick() {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
