import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { Days, SourceChoice } from '../domain.ts';
import type { PreferencesFile } from '../workspace/preferences.ts';
import type { Project } from '../workspace/project.ts';
import type { GivenFlags } from './given-flags.ts';
import type { Reporter } from './reporter.ts';

/** What a command has to work with beside its own flags. */
export interface App {
  readonly format: 'text' | 'json';
  readonly quiet: boolean;
  readonly reporter: Reporter;
  /** What a suggested command repeats. */
  readonly given: GivenFlags;
  /** For what a server has to say line by line. */
  readonly stderr: NodeJS.WritableStream;
  readonly context: () => Promise<Context>;
  readonly preferences: () => Promise<Preferences>;
  /** What the workspace's own file of settings says. */
  readonly project: () => Promise<Project>;
  /** The same, above the target and the feature set that are preferences. */
  readonly defaults: () => Promise<Project>;
  readonly preferencesFile: () => Promise<PreferencesFile>;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Asks a yes-or-no question on a terminal; undefined where there is none. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
}

/** What the project or, where it does not, `config` says; it is used where a flag is not given. */
export interface Preferences {
  readonly coin: string;
  readonly vsCurrency: string;
  readonly days: Days;
  readonly source: SourceChoice;
}

/** The result of a command: what JSON shows, and the same for people. */
export interface Result {
  readonly json: unknown;
  readonly text: string;
  /** The text in a line, where it is one of several; its first line where none is given. */
  readonly line?: string;
  /** Whether the text is for other programs, like a script or a table as CSV: --quiet prints it as well. */
  readonly isData?: true;
  /** What failed for some of several, a line each, to be said where the text is not. */
  readonly errors?: readonly string[];
  /** 0 where none is given. */
  readonly exitCode?: number;
}

/** A JSON document that is written piece by piece as it comes, and never held whole; its end is the exit code. */
export interface LongResult {
  readonly pieces: AsyncGenerator<string, number, void>;
}

/** Adds a command to the program. Its action does the work and hands its result to `run`. */
export type Register = (program: Command, run: RunCommand) => void;

export type RunCommand = (work: (app: App) => Promise<Result | LongResult>) => Promise<void>;
