/**
 * Makes the pictures in src/tui/pictures/ from real frames of the built program in a pseudo-terminal:
 * `npm run build && node scripts/pictures.js`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

const [columns, rows] = [100, 30];
const folder = mkdtempSync(join(tmpdir(), 'crypto-predict-pictures-'));
const target = resolve('src/tui/pictures');
const { CI: _, NO_COLOR: __, ...outer } = process.env;
const env = {
  ...outer,
  HOME: folder,
  XDG_CONFIG_HOME: folder,
  COINGECKO_BASE_URL: 'http://127.0.0.1:1',
  FORCE_COLOR: '1',
};

/** What the 16 colours of a terminal look like on paper. */
const palette = ['#1c1f26', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d7dae0'];
const [paper, ink] = ['#1c1f26', '#d7dae0'];
const [cellWidth, cellHeight] = [8.4, 18];

const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
const pty = spawn(process.execPath, [resolve('bin/crypto-predict.js')], {
  cols: columns,
  rows,
  cwd: folder,
  env,
});
pty.onData((data) => terminal.write(data));
const exited = new Promise((done) => pty.onExit(done));

const lineAt = (y) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + y);
const shown = () => Array.from({ length: rows }, (_, y) => lineAt(y)?.translateToString() ?? '').join('\n');

async function until(wanted) {
  for (let waited = 0; !shown().includes(wanted); waited += 20) {
    if (waited > 20_000) throw new Error(`${wanted} was not shown`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Waits until nothing has changed for a while: a frame may arrive in two parts. */
async function settled() {
  for (let before; before !== shown(); ) {
    before = shown();
    await new Promise((done) => setTimeout(done, 300));
  }
}

async function press(keys, wanted) {
  pty.write(keys);
  await until(wanted);
}

/** Goes down a form, field by field, to the one that is wanted. */
async function downTo(wanted) {
  for (let fields = 0; !shown().includes(wanted); fields++) {
    if (fields > 20) throw new Error(`${wanted} was not shown`);
    pty.write('\u001b[B');
    await new Promise((done) => setTimeout(done, 200));
  }
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The cells of a row in runs of one look. */
function runsOf(y) {
  const runs = [];
  for (let x = 0; x < columns; x++) {
    const cell = lineAt(y)?.getCell(x);
    const look = {
      fill: cell?.isFgPalette() ? (palette[cell.getFgColor() % 8] ?? ink) : ink,
      isBold: Boolean(cell?.isBold()),
      isDim: Boolean(cell?.isDim()),
      isInverse: Boolean(cell?.isInverse()),
    };
    const text = cell?.getChars() || ' ';
    const last = runs.at(-1);
    if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.text += text;
    else runs.push({ x, text, look });
  }
  return runs;
}

function rowOf(y) {
  const top = (y + 1) * cellHeight;
  return runsOf(y).map(({ x, text, look }) => {
    if (text.trim() === '' && !look.isInverse) return '';
    const [left, width] = [((x + 1) * cellWidth).toFixed(1), (text.length * cellWidth).toFixed(1)];
    const back = look.isInverse
      ? `<rect x="${left}" y="${top - cellHeight * 0.75}" width="${width}" height="${cellHeight}" fill="${look.fill}"/>`
      : '';
    const style = `${look.isBold ? ' font-weight="bold"' : ''}${look.isDim ? ' opacity="0.6"' : ''}`;
    const fill = look.isInverse ? paper : look.fill;
    return `${back}<text x="${left}" y="${top}" textLength="${width}" xml:space="preserve" fill="${fill}"${style}>${escaped(text)}</text>`;
  });
}

async function draw(name, title) {
  await settled();
  const [width, height] = [(columns + 2) * cellWidth, (rows + 1) * cellHeight];
  const lines = Array.from({ length: rows }, (_, y) => rowOf(y).join('')).filter(Boolean);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img">
<title>${title}</title>
<rect width="100%" height="100%" rx="6" fill="${paper}"/>
<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
${lines.join('\n')}
</g>
</svg>
`;
  writeFileSync(join(target, `${name}.svg`), svg);
}

mkdirSync(target, { recursive: true });
try {
  await until('cannot be reached');
  await draw('data', 'Data: a year of bitcoin prices, their quality, and where they come from');
  await press('2', 'row 1 of');
  await press('v', 'histogram');
  await draw('summary', 'Features: a summary of each');
  await press('3', 'nesterov');
  await downTo('› optimizer');
  await press('\u001b[C', 'gradient-descent     ');
  await press('\r', 'speed');
  await until('████');
  await press('s', 'paused');
  await draw('train', 'Train: the loss as it falls, beside the loss of the base rate');
  await press(' ', 'saved, in use');
  await press('v', 'came up');
  await draw('result', 'Train: metrics beside baselines, and the verdict');
  await press('4', 'P(up)');
  await draw(
    'predict',
    'Predict: the newest day, what each feature contributes, and what the forecast is worth',
  );
  pty.write('q');
  await exited;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
