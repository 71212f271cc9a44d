import fc from 'fast-check';
import { expect, test } from 'vitest';

/** What the program made of a case. */
export type Verdict = 'accepted' | 'refused';

/** How a target did. `npm run fuzz` prints a row for each. */
export interface FuzzTally {
  readonly target: string;
  readonly cases: number;
  readonly accepted: number;
  readonly refused: number;
  readonly seconds: number;
}

declare module 'vitest' {
  interface TaskMeta {
    fuzz?: FuzzTally;
  }
}

/** How many of 1,000 cases each target gets: the more, the less a case costs. */
const shares = {
  'market charts': 80,
  'CSV bytes': 150,
  'JSON bodies': 200,
  'workspace files': 120,
  keystrokes: 30,
  'HTTP requests': 320,
  'command lines': 100,
} as const;

/** The suite tries the same few cases every time; `npm run fuzz` as many as it is told, others each time. */
const allCases = Number(process.env.FUZZ_CASES ?? 200);
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** A smaller case than the first that fails is looked for among so many. */
const MOST_TO_SHRINK = 300;
const isLong = process.env.FUZZ_CASES !== undefined;

/**
 * A test that tries a target's share of cases; where `attempt` throws, the smallest case that makes it is shown with
 * the seed that finds it again.
 */
export function fuzz<Case>(
  target: keyof typeof shares,
  cases: fc.Arbitrary<Case>,
  attempt: (input: Case) => Promise<Verdict>,
): void {
  const numRuns = Math.ceil((allCases * shares[target]) / 1000);
  test(`${target} of any kind do no harm`, { timeout: isLong ? 0 : 60_000 }, async ({ task }) => {
    const tally = { accepted: 0, refused: 0 };
    const start = performance.now();
    let attemptsLeft = Number.POSITIVE_INFINITY;
    const property = fc.asyncProperty(cases, async (input) => {
      if (attemptsLeft <= 0) return;
      attemptsLeft -= 1;
      try {
        tally[await attempt(input)] += 1;
      } catch (error) {
        attemptsLeft = Math.min(attemptsLeft, MOST_TO_SHRINK);
        throw error;
      }
    });
    await fc.assert(property, { numRuns, seed });
    const seconds = (performance.now() - start) / 1000;
    task.meta.fuzz = { target, cases: tally.accepted + tally.refused, ...tally, seconds };
    // Cases that are all taken, or none of them, try little.
    if (isLong)
      expect(tally).toEqual({ accepted: expect.toSatisfy(isSome), refused: expect.toSatisfy(isSome) });
  });
}

function isSome(count: unknown): boolean {
  return typeof count === 'number' && count > 0;
}
