import type { Facts } from '../errors.ts';

/** Something that a user should know, though nothing failed. */
export interface Notice {
  readonly kind: 'notice';
  readonly message: string;
  /** What it is about, for whoever words what to do about it. */
  readonly code?: string | undefined;
  readonly facts?: Facts | undefined;
}

export function notice(
  message: string,
  about: { readonly code?: string; readonly facts?: Facts } = {},
): Notice {
  return { kind: 'notice', message, ...about };
}
