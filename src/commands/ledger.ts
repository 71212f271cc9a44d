import { InputError } from '../errors.ts';
import type { ReviewedEntry } from '../training/review-ledger.ts';
import type { App, Register } from './app.ts';
import { type GivenFlags, suggested } from './given-flags.ts';
import { examples } from './options.ts';

/** `ledger`: every evaluation made in a workspace, and what their number does to a p-value. */
export const registerLedger: Register = (program, run) => {
  const ledger = program
    .command('ledger')
    .description('list every evaluation made in this workspace, with p-values corrected for their number')
    .addHelpText('after', examples('crypto-predict ledger', 'crypto-predict ledger list --format json'));

  ledger
    .command('list', { isDefault: true })
    .description('a table for each market and target, newest first')
    .addHelpText('after', examples('crypto-predict ledger list', 'crypto-predict ledger list --format json'))
    .action(() =>
      run(async (app) => {
        const { ledgerJson } = await import('../results/ledger.ts');
        const { ledgerText } = await import('../text/ledger.ts');
        const reviewed = await review(app);
        return { json: ledgerJson(reviewed), text: ledgerText(reviewed) };
      }),
    );
  ledger
    .command('show')
    .argument('<entry>', 'the id of an entry, its first characters, or newest')
    .description('one entry: its recipe, its data and its result')
    .addHelpText(
      'after',
      examples('crypto-predict ledger show newest', 'crypto-predict ledger show newest --format json'),
    )
    .action((start: string) =>
      run(async (app) => {
        const { ledgerEntryJson } = await import('../results/ledger.ts');
        const { ledgerEntryText } = await import('../text/ledger.ts');
        const { questions } = await review(app);
        const all = questions.flatMap(({ entries }) => entries);
        const found = start === 'newest' ? newestOf(all) : all.filter(({ id }) => id.startsWith(start));
        const [entry] = found;
        if (entry === undefined || found.length > 1) throw notOne(start, found.length, app.given);
        return { json: ledgerEntryJson(entry), text: ledgerEntryText(entry) };
      }),
    );
  ledger
    .command('export')
    .description('the newest entry of each recipe as CSV')
    .addHelpText(
      'after',
      examples('crypto-predict ledger export > ledger.csv', 'crypto-predict ledger export --quiet'),
    )
    .action(() =>
      run(async (app) => {
        const { ledgerJson } = await import('../results/ledger.ts');
        const { ledgerCsv } = await import('../text/ledger.ts');
        const reviewed = await review(app);
        return { json: ledgerJson(reviewed), text: ledgerCsv(reviewed), isData: true };
      }),
    );
};

function newestOf(entries: readonly ReviewedEntry[]): readonly ReviewedEntry[] {
  return entries.toSorted((a, b) => (a.enteredAt < b.enteredAt ? 1 : -1)).slice(0, 1);
}

async function review(app: App) {
  const { reviewLedger } = await import('../training/review-ledger.ts');
  return reviewLedger((await app.context()).workspace);
}

function notOne(start: string, count: number, given: GivenFlags): InputError {
  return new InputError({
    code: 'no_such_entry',
    message:
      count === 0
        ? `no entry of the ledger begins with ${JSON.stringify(start.slice(0, 40))}`
        : `${count} entries of the ledger begin with ${JSON.stringify(start.slice(0, 40))}`,
    hint: `${suggested('ledger', given)} lists them`,
  });
}
