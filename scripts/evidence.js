import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * `npm run evidence [-- WORD…]`: makes the tables of `docs/evidence.md` anew, or those whose command has one of the
 * words in it. A table stands between `<!-- made by: COMMAND -->` and `<!-- end -->`: the command is run as it stands
 * there, and what it prints in Markdown replaces the table, under the date, the version and the time taken; other
 * output is quoted. `EXPORTS` names the folder of the long histories, `btc-usd-max.csv` and `eth-usd-max.csv`. Ends
 * with 1 where a command does; the table is kept as it was printed even so.
 */
const PAGE = 'docs/evidence.md';
const TABLE = /<!-- made by: (.*?) -->\n.*?<!-- end -->/gs;

const words = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const commands = [...readFileSync(PAGE, 'utf8').matchAll(TABLE)].map(([, command]) => command);
for (const command of commands) {
  if (words.length > 0 && !words.some((word) => command.includes(word))) continue;
  console.error(command);
  const made = make(command);
  // Read again: another run may have made another table meanwhile.
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(TABLE, (whole, own) => (own === command ? made : whole)),
  );
}

function make(command) {
  const start = performance.now();
  const { stdout, status } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  });
  if (status !== 0) process.exitCode = 1;
  const seconds = Math.round((performance.now() - start) / 1000);
  const date = new Date().toISOString().slice(0, 10);
  const made = `${date}, version ${version}, Node.js ${process.versions.node}, ${availableParallelism()} cores, ${seconds} s: \`${command}\`${status === 0 ? '' : `, which ended with ${status}`}`;
  return `<!-- made by: ${command} -->\n${made}\n\n${quoted(stdout)}\n<!-- end -->`;
}

/** The Markdown in what a command printed, or all of it as code. */
function quoted(printed) {
  const lines = printed.split('\n').filter((line) => !line.startsWith('> '));
  const isMarkdown = lines.some((line) => line.startsWith('| --- '));
  const text = lines.join('\n').trim();
  return isMarkdown ? text : `\`\`\`text\n${text}\n\`\`\``;
}
