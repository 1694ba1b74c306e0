/** Channel on which the span sink says, after each commit, which traces have something new. */
export const TRACE_CHANNEL = "obs_run";

/** Postgres refuses a payload of 8,000 bytes. */
const MAX_BYTES = 7_900;

/** `<tenant>|<trace>:<seq>,…`: as few payloads as fit, ASCII only. `seqOf` has the newest `seq` of each trace. */
export function changeNotices(tenantId: string, seqOf: ReadonlyMap<string, number>): string[] {
  const notices: string[] = [];
  let current = "";
  for (const [traceId, seq] of seqOf) {
    const part = `${traceId}:${seq}`;
    if (current && tenantId.length + 1 + current.length + 1 + part.length > MAX_BYTES) {
      notices.push(`${tenantId}|${current}`);
      current = "";
    }
    current = current ? `${current},${part}` : part;
  }
  return current ? [...notices, `${tenantId}|${current}`] : notices;
}

/** The traces that a notice names. */
export function tracesOf(notice: string): string[] {
  const [, list = ""] = notice.split("|");
  return list.split(",").flatMap((part) => part.split(":")[0] || []);
}
