/** What to do in the session about an error, by its code. */
export type Hints = Readonly<Record<string, string>>;

/** On every screen. */
export const sessionHints: Hints = {
  no_model: 'train one on the Train screen',
  no_such_run: 'choose another run on the Runs screen',
  run_is_gone: 'choose another run on the Runs screen',
  replaced_meanwhile: 't tries again',
};

/** Where a source was asked and nothing came: what is on disk goes on being shown. */
const STORED_IS_SHOWN = 'what is stored is shown; r tries again';

export const fetchHints: Hints = {
  timeout: STORED_IS_SHOWN,
  unreachable: STORED_IS_SHOWN,
  malformed_answer: STORED_IS_SHOWN,
  answer_too_large: STORED_IS_SHOWN,
  source_failed: STORED_IS_SHOWN,
  rate_limited: STORED_IS_SHOWN,
};
