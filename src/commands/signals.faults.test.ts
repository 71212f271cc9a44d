import { describe, expect, it } from 'vitest';
import { addDays } from '../dates.ts';
import { temporaryFolder } from '../testing/context.ts';
import { runInProcess } from '../testing/in-process.ts';

const GOOD = 'date,mood\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n';

async function importing(stdin: string, { workspace = '', name = 'mood' } = {}) {
  const folder = workspace || (await temporaryFolder());
  const args = ['signals', 'import', '-', '--name', name];
  return runInProcess(args, { workspace: folder, stdin });
}

/** What `signals show` says in JSON. */
async function shown(workspace: string) {
  const { stdout } = await runInProcess(['signals', 'show', 'mood', '--format', 'json'], { workspace });
  return JSON.parse(stdout);
}

describe('a signal that cannot be kept', () => {
  it('row 80: a date twice → exit 3 with the line, and what was there stays', async () => {
    const workspace = await temporaryFolder();
    await importing(GOOD, { workspace });
    const before = await shown(workspace);
    const { exitCode, stderr } = await importing(`${GOOD}2024-01-02,9\n`, { workspace });
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('stdin, line 5 has the date 2024-01-02 once'),
    ]);
    expect(await shown(workspace)).toEqual(before);
  });

  it('row 80: a date to come → exit 3 with the line', async () => {
    const { exitCode, stderr } = await importing(`${GOOD}2099-01-01,9\n`);
    expect([exitCode, stderr]).toEqual([
      3,
      expect.stringContaining('line 5 has the date 2099-01-01, which is yet'),
    ]);
  });

  it('row 80: text for a number → exit 3 with the line', async () => {
    const { exitCode, stderr } = await importing(`${GOOD}2024-01-04,greed\n`);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('line 5 has "greed" as mood')]);
  });

  it('row 80: text for a date → exit 3 with the line', async () => {
    const { exitCode, stderr } = await importing('date,mood\nyesterday,1\n');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('line 2 has "yesterday" as its date')]);
  });

  it('row 80: no column of dates → exit 3 with the header', async () => {
    const { exitCode, stderr } = await importing('who,mood\nme,1\n');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('has no column of dates: its header is')]);
  });

  it('row 80: a name that leads elsewhere → exit 2 before anything is read', async () => {
    for (const name of ['../evil', 'a/b', '__proto__', 'con', '']) {
      const { exitCode, stderr } = await importing(GOOD, { name });
      expect([name, exitCode, stderr]).toEqual([name, 2, expect.stringContaining('use a name of letters')]);
    }
  });
});

describe('a signal that is odd, and can be kept', () => {
  it('row 80: constant → kept, and it is said that nothing can be learned from it', async () => {
    const { exitCode, stdout } = await importing('date,mood\n2024-01-01,1\n2024-01-02,1\n');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('It never changes')]);
  });

  it('row 80: revised → the import says how many values changed, and from when on', async () => {
    const workspace = await temporaryFolder();
    await importing(GOOD, { workspace });
    const { stdout } = await importing('date,mood\n2024-01-01,1\n2024-01-02,9\n2024-01-04,4\n', {
      workspace,
    });
    expect(stdout).toContain(
      'Since the import before: 1 date added, 1 value changed, 1 date gone; the first revised date is 2024-01-02',
    );
  });
});

describe('a signal of a model', () => {
  const days = Array.from({ length: 731 }, (_, t) => addDays('2024-01-31', t));
  const series = (count: number) => days.slice(0, count).map((date, t) => `${date},${Math.sin(t)}`);
  const file = (rows: readonly string[]) => ['date,mood', ...rows].join('\n');
  const predicting = (workspace: string) =>
    runInProcess(['predict', '--coin', 'bitcoin', '--source', 'bundled'], { workspace });

  /** A workspace with a model that looks at a signal. */
  async function trained() {
    const workspace = await temporaryFolder();
    await importing(file(series(731)), { workspace });
    const train = ['train', '--source', 'bundled', '--signal', 'mood', '--optimizer', 'preconditioned'];
    expect((await runInProcess([...train, '--quiet'], { workspace })).exitCode).toBe(0);
    expect(await predicting(workspace)).toMatchObject({ exitCode: 0 });
    return workspace;
  }

  it('row 80: ending early → the forecast of tomorrow is refused, exit 3, with the signal and its newest date', async () => {
    const workspace = await trained();
    await importing(file(series(700)), { workspace });
    const { exitCode, stderr } = await predicting(workspace);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('the signal mood has no value for 2026-01-31: its newest is of 2025-12-30');
  });

  it('row 80: revised after the training → the forecast says so', async () => {
    const workspace = await trained();
    await importing(file(['2024-01-31,9', ...series(731).slice(1)]), { workspace });
    const { exitCode, stderr } = await predicting(workspace);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('the signal mood was revised since')]);
  });

  it('row 80: removed after the training → exit 5 with its name', async () => {
    const workspace = await trained();
    await runInProcess(['signals', 'remove', 'mood', '--yes'], { workspace });
    const { exitCode, stderr } = await predicting(workspace);
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('there is no signal mood')]);
  });
});

describe('a signal that is tested', () => {
  it('row 80: constant → too few rows to say, as no shift changes it, and nothing else is claimed', async () => {
    const workspace = await temporaryFolder();
    const rows = Array.from({ length: 731 }, (_, t) => `${addDays('2024-01-31', t)},1`);
    await importing(['date,mood', ...rows].join('\n'), { workspace });
    const args = ['test', 'mood', '--source', 'bundled', '--feature-set', 'none', '--format', 'json'];
    const { exitCode, stdout } = await runInProcess(args, { workspace });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'too_few_rows',
      coins: [
        {
          gain: expect.closeTo(0, 10),
          p_value: null,
          placebo: null,
          rank_correlation: { value: null, ci95: null },
        },
      ],
    });
  });
});
