import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from './package-root.ts';
import { NOW, temporaryFolder } from './testing/context.ts';
import { runInProcess } from './testing/in-process.ts';
import { argumentsOf, checked, EXAMPLES, pages } from './testing/pages.ts';

test.each(checked.filter(({ examples }) => examples.length > 0))(
  '$name has commands that run, and print what it shows',
  async ({ examples }) => {
    const workspace = await temporaryFolder();
    await cp(join(packageRoot, EXAMPLES), join(workspace, EXAMPLES), { recursive: true });
    for (const [i, { command, prints }] of examples.entries()) {
      const now = () => new Date(NOW.getTime() + i * 60_000);
      const args = argumentsOf(command);
      if (args === undefined) throw new Error(`${command}: mark its block as not run, and say why`);
      const { exitCode, stdout, stderr } = await runInProcess(args, { workspace, now });
      expect(exitCode, `${command}: ${stderr}`).toBe(0);
      const printed = `${stdout}\n${stderr}`.split('\n');
      expect(printed, command).toEqual(expect.arrayContaining([...prints]));
    }
  },
  120_000,
);

describe('docs/evidence.md', () => {
  const evidence = pages.find(({ name }) => name === 'docs/evidence.md')?.text ?? '';
  const rows = [
    ...evidence.matchAll(/^\| `(crypto-predict evaluate [^`]* --source bundled[^`]*)` \| (.*) \|$/gm),
  ].map(([, command = '', figures = '']) => ({ command, figures: figures.split(' | ') }));

  test('has figures of the bundled prices', () => expect(rows.length).toBeGreaterThan(5));

  test.each(rows)('has the figures of $command', async ({ command, figures }) => {
    const workspace = await temporaryFolder();
    const args = [...(argumentsOf(command) ?? []), '--format', 'json'];
    const { metrics, baselines, p_value: p } = JSON.parse((await runInProcess(args, { workspace })).stdout);
    const [n, logLoss, baseRate, _skill, pValue] = figures;
    const printedP = p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2);
    const measured = [
      metrics.n,
      metrics.log_loss.toFixed(4),
      baselines.base_rate.log_loss.toFixed(4),
      printedP,
    ];
    expect(measured.map(String)).toEqual([n, logLoss, baseRate, pValue]);
  });
});
