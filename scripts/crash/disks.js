import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from './commands.js';
import { run } from './processes.js';
import { leftoversIn, lost, readWorkspace } from './workspace.js';

/** So many KiB are free when a command begins: from nothing to more than any of them writes. */
const ROOM = [0, 4, 8, 12, 16, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256];

/**
 * Every command on a disk that fills up at each of many points, and on one that is read-only: it ends with its result,
 * or with exit 5 and one line, and nothing is lost. Returns a row for each disk and command.
 *
 * @throws where this process may not mount a file system
 */
export async function tryDisks(place) {
  const disk = join(place.home, 'disk');
  mkdirSync(disk);
  const rows = [];
  for (const [kind, rooms] of Object.entries({ full: ROOM, 'read-only': ['none'] })) {
    for (const [name, command] of Object.entries(commands)) {
      const row = { disk: kind, command: name, tried: 0, done: 0, refused: 0, problems: [] };
      for (const [number, room] of rooms.entries()) {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], { stdio: 'pipe' });
        try {
          cpSync(place.workspace, disk, { recursive: true });
          const before = readWorkspace(disk).saved;
          if (room === 'none') execFileSync('mount', ['-o', 'remount,ro', disk]);
          else leaveRoom(disk, room);
          const args = [...command.args(number, place), '--format', 'json', '--quiet'];
          const outcome = await run(args, { ...place, workspace: disk });
          const promised = outcome.exitCode === 0 ? command.saves(JSON.parse(outcome.stdout), number) : [];
          judge(row, outcome, { disk, due: [...before, ...promised] });
        } finally {
          execFileSync('umount', ['-l', disk]);
        }
      }
      rows.push(row);
    }
  }
  return rows;
}

function judge(row, { exitCode, stderr }, { disk, due }) {
  row.tried += 1;
  if (exitCode === 0) row.done += 1;
  else if (exitCode === 5 && JSON.parse(stderr).error.code === 'workspace_not_usable') row.refused += 1;
  else row.problems.push(`exit ${exitCode}: ${stderr.trim()}`);
  const { saved, damaged } = readWorkspace(disk);
  const { locks, partials } = leftoversIn(disk);
  row.problems.push(
    ...damaged,
    ...lost(due, saved),
    ...[...locks.map(({ path }) => path), ...partials].map((each) => `left: ${each}`),
  );
}

/** Fills a disk until so many KiB are free. */
function leaveRoom(folder, kibibytes) {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize - kibibytes * 1024));
}
