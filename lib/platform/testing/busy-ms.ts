/** The time that the process was busy with some work, in milliseconds: other programs of the machine do not count. */
export function busyMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
