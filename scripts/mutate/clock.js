/** Milliseconds of processor time since `process.cpuUsage()`, which a busy machine does not lengthen. */
export function millisecondsSince(usage) {
  const { user, system } = process.cpuUsage(usage);
  return (user + system) / 1000;
}
