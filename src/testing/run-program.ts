import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { packageRoot } from '../package-root.ts';

export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** What stdin gives before it ends; null where it stays open. */
  readonly stdin?: string | Uint8Array | null;
  /** What to do with the process once it runs: send it a signal, for one. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** The path of the built program. */
export const program = join(packageRoot, 'bin', 'crypto-predict.js');

/** A temporary workspace, and a home folder of its own, to run the built program in. */
export interface Sandbox extends AsyncDisposable {
  readonly workspace: string;
  readonly home: string;
  readonly run: (args: readonly string[], settings?: RunSettings) => Promise<Outcome>;
  /** Writes a file of the workspace and returns its path. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<string>;
  readonly read: (path: string) => Promise<string>;
  /** What every file of the workspace holds, locks aside. */
  readonly snapshot: () => Promise<Readonly<Record<string, string>>>;
}

export async function createSandbox(): Promise<Sandbox> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'crypto-predict-')));
  const [workspace, home] = [join(root, 'workspace'), join(root, 'home')];
  for (const folder of [workspace, home]) await mkdir(folder);
  return {
    workspace,
    home,
    run: (args, settings = {}) =>
      runProgram(args, {
        ...settings,
        cwd: workspace,
        env: { ...environment(home), ...settings.env },
      }),
    write: async (path, content) => {
      const file = join(workspace, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    read: (path) => readFile(join(workspace, path), 'utf8'),
    snapshot: () => snapshotOf(workspace),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

/** An environment without anything of the developer's own, in which CoinGecko cannot be reached. */
export function environment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    COINGECKO_BASE_URL: 'http://127.0.0.1:9',
  };
}

/** Runs the built program to its end. */
function runProgram(
  args: readonly string[],
  { cwd, env, stdin, meanwhile }: RunSettings & { readonly cwd: string },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd, env });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => {});
    if (stdin !== null) child.stdin.end(stdin ?? '');
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({
        exitCode,
        signal,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    meanwhile?.(child);
  });
}

async function snapshotOf(root: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(root, { recursive: true });
  const entries = names
    .filter((name) => !name.endsWith('.lock'))
    .toSorted()
    .map(async (name) => [name.replaceAll(sep, '/'), await fingerprint(join(root, name))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function fingerprint(path: string): Promise<string> {
  const status = await lstat(path);
  if (status.isSymbolicLink()) return `→ ${await readlink(path)}`;
  if (!status.isFile()) return 'folder';
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
