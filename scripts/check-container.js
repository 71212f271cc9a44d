import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob, relative, resolve } from 'node:path';

/**
 * Takes the steps of the Dockerfile where no container engine runs: each stage in a layer of its own over this
 * machine, by overlayfs and chroot; then the server as the image would run it, without rights and on a root that is
 * only read. The base image is this machine, not node:20-slim, and limits of memory and of processes are not set.
 * `node scripts/check-container.js`, as root.
 */
const root = join(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'crypto-predict-container-'));
const mounted = [];

try {
  const context = await contextOf(root);
  const stages = stagesOf(await readFile(join(root, 'Dockerfile'), 'utf8'));
  const built = new Map();
  for (const [i, stage] of stages.entries()) {
    const image = { layer: await layer(`stage-${i}`), workdir: '/', env: {}, user: 'root' };
    if (stage.name) built.set(stage.name, image);
    for (const step of stage.steps) await take(step, image, { context, built });
    stage.image = image;
  }
  await serve(stages.at(-1).image);
} finally {
  for (const path of mounted.reverse()) execFileSync('umount', ['--lazy', path]);
  await rm(folder, { recursive: true, force: true });
}

/** Runs one instruction of a stage. */
async function take({ instruction, rest }, image, { context, built }) {
  const words = rest.split(/\s+/);
  console.log(`${instruction} ${rest.length > 90 ? `${rest.slice(0, 89)}…` : rest}`);
  switch (instruction) {
    case 'WORKDIR':
      image.workdir = rest;
      return mkdir(join(image.layer, rest), { recursive: true });
    case 'ENV':
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) image.env[name] = value;
      return;
    case 'USER':
      image.user = rest;
      return;
    case 'RUN':
      inside(image, ['sh', '-c', rest]);
      return;
    case 'COPY': {
      const stage = /^--from=(\w+)$/.exec(words[0])?.[1];
      const [sources, target] = [words.slice(stage ? 1 : 0, -1), resolve(image.workdir, words.at(-1))];
      for (const source of sources) {
        const isIntoFolder = words.at(-1).endsWith('/');
        const to = join(image.layer, isIntoFolder ? join(target, source) : target);
        if (stage) await cp(join(built.get(stage).layer, source), to, { recursive: true });
        else await copyFromContext(source, to, context);
      }
      return;
    }
    case 'ENTRYPOINT':
    case 'CMD':
      image[instruction] = JSON.parse(rest);
      return;
    case 'HEALTHCHECK':
      image.HEALTHCHECK = JSON.parse(rest.slice(rest.indexOf('CMD') + 3));
      return;
    case 'LABEL':
    case 'VOLUME':
    case 'EXPOSE':
    case 'STOPSIGNAL':
      return;
    default:
      throw new Error(`a step that cannot be taken here: ${instruction}`);
  }
}

/** Trains and serves as the image would, reads an answer, and ends it with SIGTERM. */
async function serve(image) {
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', join(image.layer, 'tmp')]);
  mounted.push(join(image.layer, 'tmp'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'uid=1000,gid=1000', 'tmpfs', join(image.layer, 'workspace')]);
  mounted.push(join(image.layer, 'workspace'));
  execFileSync('mount', ['-o', 'remount,ro', image.layer]);
  inside(image, [...image.ENTRYPOINT, 'train', '--coin', 'bitcoin', '--offline', '--quiet']);
  assert.throws(() => inside(image, ['touch', '/app/written'], 'ignore'), 'the root can be written to');
  const server = spawn(...chroot(image, [...image.ENTRYPOINT, ...image.CMD]), {
    env: { ...process.env, ...image.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = await once(server.stderr, 'data');
  process.stdout.write(said);
  server.stderr.resume();
  inside(image, image.HEALTHCHECK);
  const answer = await (await fetch('http://127.0.0.1:8000/health')).json();
  console.log(`/health ${JSON.stringify(answer)}`);
  assert.equal(answer.status, 'ok');
  server.kill('SIGTERM');
  const [code, signal] = await once(server, 'exit');
  console.log(`SIGTERM: exit ${code ?? signal}`);
  assert.ok(code === 0 || code === 143);
}

function inside(image, command, stdio = 'inherit') {
  execFileSync(...chroot(image, command), { env: { ...process.env, ...image.env }, stdio });
}

/** A command in a layer, in its working folder; `node` is the user 1000 of the official images. */
function chroot({ layer: at, workdir, user }, command) {
  const userspec = user === 'node' ? ['--userspec=1000:1000', '--groups='] : [];
  const script = 'cd "$0" && exec "$@"';
  return ['chroot', [...userspec, at, 'sh', '-c', script, workdir, ...command]];
}

/** This machine, with a layer above it that takes what is written. */
async function layer(name) {
  const paths = ['upper', 'work', 'merged'].map((part) => join(folder, name, part));
  for (const path of paths) await mkdir(path, { recursive: true });
  const [upper, work, merged] = paths;
  execFileSync('mount', [
    ...['-t', 'overlay', 'overlay'],
    ...['-o', `lowerdir=/,upperdir=${upper},workdir=${work}`, merged],
  ]);
  mounted.push(merged);
  execFileSync('mount', ['--rbind', '/dev', join(merged, 'dev')]);
  mounted.push(join(merged, 'dev'));
  inside({ layer: merged, workdir: '/', env: {} }, [
    'sh',
    '-c',
    'id node >/dev/null 2>&1 || { groupadd --non-unique --gid 1000 node && useradd --non-unique --uid 1000 --gid node node; }',
  ]);
  return merged;
}

function stagesOf(dockerfile) {
  const stages = [];
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n');
  for (const line of lines.filter((each) => each.trim() !== '' && !each.startsWith('#'))) {
    const [, instruction, rest] = /^(\w+)\s+(.*)$/.exec(line);
    if (instruction === 'FROM') stages.push({ name: / AS (\w+)$/.exec(rest)?.[1], steps: [] });
    else stages.at(-1).steps.push({ instruction, rest: rest.trim() });
  }
  return stages;
}

/** The files that `.dockerignore` lets into the build; the last pattern that fits a path or a folder above decides. */
async function contextOf(from) {
  const patterns = (await readFile(join(from, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isException: line.startsWith('!'), glob: line.replace(/^!/, '') }));
  const isIgnored = (path) => {
    const parts = path.split('/');
    const prefixes = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    const last = patterns.findLast(({ glob }) => prefixes.some((prefix) => matchesGlob(prefix, glob)));
    return last !== undefined && !last.isException;
  };
  const all = await readdir(from, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && !/\/(node_modules|\.git)(\/|$)/.test(entry.parentPath))
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .filter((path) => !isIgnored(path));
}

async function copyFromContext(source, to, context) {
  const files = context.filter((path) => path === source || path.startsWith(`${source}/`));
  if (files.length === 0) throw new Error(`COPY ${source}: no such file in the build's context`);
  for (const file of files) {
    const target = file === source ? to : join(to, relative(source, file));
    const isFolder = await stat(target).then(
      (found) => found.isDirectory(),
      () => false,
    );
    await cp(join(root, file), isFolder ? join(target, file) : target, { recursive: true });
  }
}
