/** What other programs call a thing, and what it is called here. */
type Words = Readonly<Record<string, string>>;

const commands: Words = {
  eval: 'evaluate',
  backtest: 'evaluate',
  walkforward: 'evaluate',
  fit: 'train',
  forecast: 'predict',
  download: 'fetch',
  import: 'fetch --from',
  optimize: 'tune',
  optimise: 'tune',
  drift: 'monitor',
  server: 'serve',
  api: 'serve',
  settings: 'config',
  preferences: 'config',
  model: 'runs',
  models: 'runs',
  list: 'runs',
  ls: 'runs',
};

const subcommands: Words = {
  rm: 'remove',
  delete: 'remove',
  del: 'remove',
  ls: 'list',
  diff: 'compare',
  view: 'show',
  cat: 'show',
  info: 'show',
  choose: 'use',
  select: 'use',
  add: 'import',
  reset: 'unset',
  clear: 'unset',
};

/** Several where it depends on the command which of them it has. */
const flags: Readonly<Record<string, readonly string[]>> = {
  '--symbol': ['--coin'],
  '--ticker': ['--coin'],
  '--asset': ['--coin'],
  '--coins': ['--coin'],
  '-c': ['--coin'],
  '--currency': ['--vs'],
  '--quote': ['--vs'],
  '--json': ['--format json'],
  '--output': ['--format json'],
  '--out': ['--format json'],
  '-o': ['--format json'],
  '-j': ['--format json'],
  '--force': ['--yes'],
  '-f': ['--yes', '--from'],
  '-y': ['--yes'],
  '--fees': ['--fee-bps'],
  '--fee': ['--fee-bps'],
  '--cost': ['--fee-bps'],
  '--costs': ['--fee-bps'],
  '--commission': ['--fee-bps'],
  '--features': ['--feature-set', '--json'],
  '--model': ['--run'],
  '--exchange': ['--source'],
  '--provider': ['--source'],
  '--date': ['--until'],
  '--file': ['--json', '--from'],
  '--csv': ['--from'],
  '--input': ['--json', '--from'],
  '--start': ['--days'],
  '--since': ['--days'],
  '--period': ['--days'],
  '-d': ['--days'],
  '-n': ['--days'],
  '--end': ['--until'],
  '--to': ['--until'],
  '--lr': ['--learning-rate'],
  '--iterations': ['--epochs'],
  '--regularization': ['--l2'],
  '--dir': ['--workspace'],
  '-w': ['--workspace'],
  '-p': ['--port'],
  '-q': ['--quiet'],
  '-v': ['--version', '--verbose'],
};

/** The interactive session has no name: it is the program alone. */
const sessions = ['ui', 'tui', 'gui', 'session', 'interactive', 'dashboard'];

export function isSession(word: string): boolean {
  return sessions.includes(word);
}

export function commandCalled(word: string): string | undefined {
  return lookUp(commands, word);
}

export function subcommandCalled(word: string): string | undefined {
  return lookUp(subcommands, word);
}

export function flagsCalled(word: string): readonly string[] {
  return lookUp(flags, word) ?? [];
}

function lookUp<Meant>(words: Readonly<Record<string, Meant>>, word: string): Meant | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
