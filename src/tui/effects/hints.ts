/** What to do in the session about an error, by its code. */
export type Hints = Readonly<Record<string, string>>;

/** On every screen. */
export const sessionHints: Hints = {
  no_model: 'train one on the Train screen',
  no_such_run: 'choose another run on the Runs screen',
  run_is_gone: 'choose another run on the Runs screen',
  replaced_meanwhile: 't tries again',
};

/** Where a source was asked and nothing came. */
const ofNothing = [
  'timeout',
  'unreachable',
  'malformed_answer',
  'answer_too_large',
  'source_failed',
  'rate_limited',
] as const;

/** What is on disk goes on being shown. */
export const fetchHints = hintsOf('what is stored is shown; r tries again');
/** Where nothing is on disk yet. */
export const firstFetchHints = hintsOf('r tries again');

function hintsOf(hint: string): Hints {
  return Object.fromEntries(ofNothing.map((code) => [code, hint]));
}
