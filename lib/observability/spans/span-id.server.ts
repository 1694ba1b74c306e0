import { createHash } from "node:crypto";

/**
 * The id of a span: 16 hex characters, the first 8 bytes of sha256(run, step, attempt, ordinal). A recovered run writes
 * the same rows again. `ordinal` is empty for the attempt itself and names a call inside it otherwise.
 */
export function spanId(runId: string, stepKey: string, attempt: number, ordinal = ""): string {
  return createHash("sha256").update(`${runId}\n${stepKey}\n${attempt}\n${ordinal}`).digest("hex").slice(0, 16);
}
