import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** The examples in it are those of every help, which are run in `help.proof.test.ts`. */
const MADE_FROM_HELP = 'docs/commands.md';

/** Files that examples read, as they are found from a clone's folder. */
export const EXAMPLES = 'docs/examples';

export const pages = ['.', 'docs', '.github', 'src', 'scripts']
  .filter((folder) => existsSync(join(packageRoot, folder)))
  .flatMap((folder) => readdirSync(join(packageRoot, folder)).map((name) => posix.join(folder, name)))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(packageRoot, name), 'utf8') }));

export const written = pages.filter(({ name }) => name !== MADE_FROM_HELP);

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
  /** Why the tests do not run it; undefined where they do. */
  readonly notRun: string | undefined;
}

function blocksOf(text: string): readonly Block[] {
  const found = text.matchAll(/(?:<!-- not run: (.*) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, notRun, language = '', body = '']) => ({
    language,
    lines: body.trimEnd().split('\n'),
    notRun,
  }));
}

interface Example {
  readonly command: string;
  /** Lines that it prints. */
  readonly prints: readonly string[];
}

/** Of a console the lines after `$ `, with what follows each; of a script every line. */
function examplesOf({ language, lines }: Block): readonly Example[] {
  if (language === 'sh') return lines.map((command) => ({ command, prints: [] }));
  if (language !== 'console') return [];
  const parts = `\n${lines.join('\n')}`.split('\n$ ').slice(1);
  return parts.map((part) => {
    const [command = '', ...prints] = part.split('\n');
    return { command, prints: prints.filter((line) => line.trim() !== '' && line !== '…') };
  });
}

/** The words after the program's name; undefined of any other command. */
export function argumentsOf(command: string): readonly string[] | undefined {
  const [, words] = /^(?:npx )?crypto-predict ([^|<>"'$]+)$/.exec(command) ?? [];
  return words?.trim().split(/\s+/);
}

/** What the pages that people wrote show and mention. */
export const checked = written.map(({ name, text }) => {
  const blocks = blocksOf(text);
  const isRun = ({ notRun }: Block) => notRun === undefined;
  const inline = [...text.matchAll(/`(crypto-predict [^`]+)`/g)].map(([, command = '']) => command);
  const notRun = blocks.filter((block) => !isRun(block)).flatMap(examplesOf);
  return {
    name,
    text,
    examples: blocks.filter(isRun).flatMap(examplesOf),
    /** Flags in commands that are mentioned, but not run. */
    flags: new Set(
      [...inline, ...notRun.map(({ command }) => command)]
        .flatMap((command) => argumentsOf(command) ?? [])
        .filter((word) => /^--[a-z]/.test(word)),
    ),
  };
});
