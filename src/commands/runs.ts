import { plural } from '../counts.ts';
import { UsageError } from '../errors.ts';
import type { Register } from './app.ts';
import { idOf, RUN_NAMES } from './choose-run.ts';
import { examples, wholeNumber } from './options.ts';

const DECISIONS_SHOWN = 5;

/** `runs`: the trained runs, and which of them is in use. */
export const registerRuns: Register = (program, run) => {
  const runs = program
    .command('runs')
    .description('the trained runs: list them, show or compare, choose the one in use, remove')
    .addHelpText('after', examples('crypto-predict runs', 'crypto-predict runs list --format json'));
  const store = () => import('../workspace/runs.ts');
  const changes = () => import('../workspace/change-runs.ts');

  runs
    .command('list', { isDefault: true })
    .description('a table of all runs, newest first')
    .addHelpText('after', examples('crypto-predict runs list', 'crypto-predict runs list --format json'))
    .action(() =>
      run(async (app) => {
        const { listRuns } = await store();
        const { isInUse } = await import('../workspace/in-use.ts');
        const { runsText } = await import('../text/runs.ts');
        const { runListJson } = await import('../results/run-list.ts');
        const { readDecisions } = await import('../workspace/decisions.ts');
        const { decisionsText } = await import('../text/retrained.ts');
        const { workspace } = await app.context();
        const list = await listRuns(workspace);
        for (const error of list.damaged) app.reporter.notice(`${error.message}; ${error.hint}`);
        const decisions = (await readDecisions(workspace)).entries.slice(-DECISIONS_SHOWN);
        return {
          json: runListJson({
            runs: list.runs.map((run) => ({ ...run, inUse: isInUse(run, list) })),
            damaged: list.damaged.map(({ message }) => message),
            decisions,
          }),
          text: [runsText(list), ...(decisions.length > 0 ? ['', decisionsText(decisions)] : [])].join('\n'),
        };
      }),
    );
  runs
    .command('show')
    .argument('<id>', RUN_NAMES)
    .description('one run: its data, its training, its metrics beside the baselines')
    .addHelpText(
      'after',
      examples('crypto-predict runs show newest', 'crypto-predict runs show newest --format json'),
    )
    .action((id: string) =>
      run(async (app) => {
        const { readRun } = await store();
        const { runText } = await import('../text/trained.ts');
        const { standingLine } = await import('../text/standing.ts');
        const { standingOfRun } = await import('../training/find-standing.ts');
        const { askedOf } = await import('../training/review-ledger.ts');
        const { runJson } = await import('../results/run.ts');
        const { workspace } = await app.context();
        const saved = await readRun(workspace, await idOf(workspace, id));
        const standing = standingOfRun(saved, (await askedOf(workspace, saved.model)).others);
        const ledger = standing ? `${standingLine(standing)}\n` : '';
        return { json: runJson(saved), text: `${runText(saved)}\n\n${ledger}Run         ${saved.id}` };
      }),
    );
  runs
    .command('compare')
    .argument('<id>', RUN_NAMES)
    .argument('<other>', RUN_NAMES)
    .description('two runs side by side')
    .addHelpText(
      'after',
      examples(
        'crypto-predict runs compare previous newest',
        'crypto-predict runs compare previous newest --format json',
      ),
    )
    .action((id: string, other: string) =>
      run(async (app) => {
        const { readRun } = await store();
        const { comparisonText } = await import('../text/runs.ts');
        const { runJson } = await import('../results/run.ts');
        const { workspace } = await app.context();
        const compared = [
          await readRun(workspace, await idOf(workspace, id)),
          await readRun(workspace, await idOf(workspace, other)),
        ] as const;
        return { json: compared.map(runJson), text: comparisonText(compared) };
      }),
    );
  runs
    .command('use')
    .argument('<id>', RUN_NAMES)
    .description('put a run in use for its coin')
    .addHelpText('after', examples('crypto-predict runs use previous', 'crypto-predict runs use newest'))
    .action((name: string) =>
      run(async (app) => {
        const { useRun } = await changes();
        const { workspace } = await app.context();
        const { id, model } = await useRun(workspace, await idOf(workspace, name));
        return {
          json: { in_use: id, coin: model.coin, vs_currency: model.vsCurrency },
          text: `${id} is now in use for ${model.coin} in ${model.vsCurrency}`,
        };
      }),
    );
  runs
    .command('remove')
    .argument('<id>', RUN_NAMES)
    .description('remove a run; asks first')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      examples(
        'crypto-predict runs remove previous --yes',
        'crypto-predict runs remove newest --yes --quiet',
      ),
    )
    .action((name: string, { yes = false }: { yes?: boolean }) =>
      run(async (app) => {
        const { removeRun } = await changes();
        const { workspace } = await app.context();
        const id = await idOf(workspace, name);
        const isSure = yes || (await app.ask(`Remove ${id} for good?`));
        if (isSure === undefined) throw needsYes('the run');
        if (!isSure) return { json: { removed: null }, text: 'Nothing was removed' };
        await removeRun(workspace, id);
        return { json: { removed: id }, text: `${id} is removed` };
      }),
    );
  runs
    .command('prune')
    .description('remove all but the newest runs of each coin; asks first')
    .requiredOption(
      '--keep <n>',
      'how many runs of each coin to keep, besides the one in use',
      wholeNumber(0, 100_000),
    )
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      examples(
        'crypto-predict runs prune --keep 5 --yes',
        'crypto-predict runs prune --keep 0 --yes --quiet',
      ),
    )
    .action(({ keep, yes = false }: { keep: number; yes?: boolean }) =>
      run(async (app) => {
        const { listRuns, runsToPrune } = await store();
        const { removeRuns } = await changes();
        const { workspace } = await app.context();
        const ids = runsToPrune(await listRuns(workspace), keep);
        if (ids.length === 0) return { json: { removed: [] }, text: 'There is nothing to remove' };
        const isSure =
          yes || (await app.ask(`Remove ${plural(ids.length, 'run')} for good: ${ids.join(', ')}?`));
        if (isSure === undefined) throw needsYes('the runs');
        if (!isSure) return { json: { removed: [] }, text: 'Nothing was removed' };
        const removed = await removeRuns(workspace, ids);
        return {
          json: { removed },
          text: `Removed ${removed.join(', ') || 'nothing: they are gone already'}`,
        };
      }),
    );
};

function needsYes(what: string): UsageError {
  return new UsageError({
    code: 'needs_yes',
    message: 'there is no terminal to ask on',
    hint: `add --yes to remove ${what} without being asked`,
  });
}
