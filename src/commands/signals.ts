import { Option } from 'commander';
import { UsageError } from '../errors.ts';
import { type KnownTime, knownTimes } from '../features/signals/signal.ts';
import { parseSignalName } from '../identifiers.ts';
import type { Register } from './app.ts';
import { examples, flag, paragraph } from './options.ts';

interface ImportFlags {
  readonly name?: string;
  readonly known: KnownTime;
}

const NAME = 'the name of a signal; signals list shows them';

/** `signals`: series of one's own, by date, that may or may not say something of a target. */
export const registerSignals: Register = (program, run) => {
  const signals = program
    .command('signals')
    .description('signals of your own: import them from files, list, show, remove')
    .addHelpText(
      'after',
      examples(`${MOOD} | crypto-predict signals import -`, 'crypto-predict signals list'),
    );
  const store = () => import('../workspace/signals.ts');

  signals
    .command('import')
    .argument('<file>', 'a table with a column of dates and one or more of numbers; - is stdin')
    .description('keep each column of numbers in a file as a signal')
    .option(
      '--name <name>',
      'what it is called (default: the name of the file); of several columns each is NAME.column',
      flag(parseSignalName),
    )
    .addOption(
      new Option(
        '--known <when>',
        'when the value of a date is known: when the date is over, or at its 00:00 UTC',
      )
        .choices(knownTimes)
        .default('end'),
    )
    .addHelpText(
      'after',
      paragraph(
        'A file may be CSV or JSON, with any usual separators, decimal signs and dates. ' +
          'A date that comes twice, a date in the future and a cell of text are refused.',
      ) +
        examples(
          `${MOOD} | crypto-predict signals import -`,
          `echo '[{"date":"2025-01-01","mood":4}]' | crypto-predict signals import -`,
        ),
    )
    .action((file: string, flags: ImportFlags) =>
      run(async (app) => {
        const { importSignals } = await import('../market-data/import-signals.ts');
        const { importedSignalsJson } = await import('../results/signal.ts');
        const { importedSignalsText } = await import('../text/signals.ts');
        const request = { file, name: flags.name, known: flags.known };
        const imported = await importSignals(request, await app.context());
        return { json: importedSignalsJson(imported), text: importedSignalsText(imported) };
      }),
    );
  signals
    .command('list', { isDefault: true })
    .description('a table of all signals')
    .addHelpText(
      'after',
      examples('crypto-predict signals list', 'crypto-predict signals list --format json'),
    )
    .action(() =>
      run(async (app) => {
        const { listSignals } = await store();
        const { listedSignal } = await import('../market-data/import-signals.ts');
        const { signalListJson } = await import('../results/signal.ts');
        const { signalListText } = await import('../text/signals.ts');
        const { workspace } = await app.context();
        const list = await listSignals(workspace);
        for (const error of list.damaged) app.reporter.notice(`${error.message}; ${error.hint}`);
        const shown = list.signals.map(listedSignal);
        return {
          json: signalListJson({ signals: shown, damaged: list.damaged.map(({ message }) => message) }),
          text: signalListText(shown),
        };
      }),
    );
  signals
    .command('show')
    .argument('<name>', NAME, flag(parseSignalName))
    .description('one signal: its timing, its values')
    .addHelpText(
      'after',
      examples('crypto-predict signals show mood', 'crypto-predict signals show mood --format json'),
    )
    .action((name: string) =>
      run(async (app) => {
        const { readSignal } = await store();
        const { listedSignal } = await import('../market-data/import-signals.ts');
        const { summariseSignal } = await import('../features/signals/signal-summary.ts');
        const { shownSignalJson } = await import('../results/signal.ts');
        const { signalText } = await import('../text/signals.ts');
        const { workspace } = await app.context();
        const signal = await readSignal(workspace, name);
        const listed = listedSignal(signal);
        return {
          json: shownSignalJson({ ...summariseSignal(signal), ...listed, values: signal.values }),
          text: signalText(signal, listed.fingerprint),
        };
      }),
    );
  signals
    .command('remove')
    .argument('<name>', NAME, flag(parseSignalName))
    .description('remove a signal; asks first')
    .option('--yes', 'do not ask')
    .addHelpText('after', examples('crypto-predict signals list', 'crypto-predict signals remove mood --yes'))
    .action((name: string, { yes = false }: { yes?: boolean }) =>
      run(async (app) => {
        const { removeSignal } = await store();
        const { workspace } = await app.context();
        const isSure = yes || (await app.ask(`Remove the signal ${name} for good?`));
        if (isSure === undefined) throw needsYes();
        if (!isSure) return { json: { removed: null }, text: 'Nothing was removed' };
        await removeSignal(workspace, name);
        return { json: { removed: name }, text: `${name} is removed` };
      }),
    );
};

/** A signal that anyone can make where they are, so that the examples run as they stand. */
const MOOD = 'printf "date,mood\\n2025-01-01,4\\n"';

function needsYes(): UsageError {
  return new UsageError({
    code: 'needs_yes',
    message: 'there is no terminal to ask on',
    hint: 'add --yes to remove the signal without being asked',
  });
}
