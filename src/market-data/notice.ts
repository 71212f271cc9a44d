/** Something that a user should know, though nothing failed. */
export interface Notice {
  readonly kind: 'notice';
  readonly message: string;
}

export function notice(message: string): Notice {
  return { kind: 'notice', message };
}
