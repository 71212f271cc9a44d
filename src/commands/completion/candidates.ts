import type { Option } from 'commander';
import type { Place } from './place.ts';
import { type Candidate, type Candidates, FILES, type Known, valuesOf } from './values.ts';

/** What may stand in a place of a command line, and begins with what is typed there. */
export async function candidatesAt(place: Place, known: Known): Promise<Candidates> {
  const { command, option, operands, lead, typed } = place;
  if (option !== undefined) {
    const values = await valuesOf(option, place, known);
    return values === FILES ? FILES : continuing(values, { lead, typed, isList: isList(option) });
  }
  if (typed.startsWith('-')) return continuing(flagsOf(place), { typed });
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[operands.length] ?? (last?.variadic ? last : undefined);
  const values = argument ? await valuesOf(argument, place, known) : subcommandsOf(place);
  if (values === FILES) return FILES;
  return continuing(values.length === 0 && typed === '' ? flagsOf(place) : values, { typed });
}

interface Typed {
  readonly typed: string;
  readonly lead?: string;
  /** Whether values stand in a row, with commas between. */
  readonly isList?: boolean;
}

/** The candidates that continue what is typed, as the whole word. */
function continuing(
  candidates: readonly Candidate[],
  { typed, lead = '', isList = false }: Typed,
): readonly Candidate[] {
  const listed = isList ? typed.slice(0, typed.lastIndexOf(',') + 1) : '';
  const taken = listed.split(',');
  return candidates
    .filter(({ value }) => value.startsWith(typed.slice(listed.length)) && !taken.includes(value))
    .map(({ value, description }) => ({ value: `${lead}${listed}${value}`, description }));
}

function isList({ flags }: Option): boolean {
  return /<(ids|names)>/.test(flags);
}

function flagsOf({ command, given }: Place): readonly Candidate[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)]
    .filter((option) => !given.has(option.name()))
    .flatMap(({ long, description }) => (long === undefined ? [] : [{ value: long, description }]));
}

function subcommandsOf({ command, operands }: Place): readonly Candidate[] {
  if (operands.length > 0) return [];
  const commands = command.createHelp().visibleCommands(command);
  return commands.map((each) => ({ value: each.name(), description: each.description() }));
}
