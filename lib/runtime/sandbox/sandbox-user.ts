const FIRST_UID = 60_321;
const LAST_UID = 60_577;

/**
 * A user id that no account of the machine has, for processes that run user code; never 65534, which is Postgres's.
 * @param passwd text of /etc/passwd
 */
export function sandboxUser(passwd: string): number {
  const taken = new Set(passwd.split("\n").map((line) => Number(line.split(":")[2])));
  for (let uid = FIRST_UID; uid <= LAST_UID; uid += 1) if (!taken.has(uid)) return uid;
  return LAST_UID;
}
