/**
 * Whether anything may move by itself: not where the screen is read out, and not where `REDUCED_MOTION` asks for
 * rest.
 */
export function hasMotion(env: Readonly<Record<string, string | undefined>>): boolean {
  return env.INK_SCREEN_READER !== 'true' && !env.REDUCED_MOTION;
}
