import { z } from "zod";

export const Environment = z.enum(["draft", "staging", "production"]);
export type Environment = z.infer<typeof Environment>;

/** What a test, a trial or a caller asks the runtime to do. The row is committed as `queued`; a worker does the rest. */
export const RunRequest = z.strictObject({
  releaseId: z.uuid(),
  harnessId: z.uuid(),
  projectId: z.uuid(),
  environment: Environment,
  trigger: z.enum(["api", "chat", "test", "cli"]),
  input: z.json(),
  threadId: z.uuid().nullable(),
  endUser: z.string().max(200).nullable(),
  /** `user:<id>`, `key:<id>` or `system:<name>`. */
  startedBy: z.string().max(80),
  idempotencyKey: z.string().min(1).max(200).nullable(),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const RunStatus = z.enum(["queued", "running", "succeeded", "failed", "cancelled", "dead-lettered"]);
export type RunStatus = z.infer<typeof RunStatus>;
const TERMINAL: ReadonlySet<RunStatus> = new Set(["succeeded", "failed", "cancelled", "dead-lettered"]);
export const isTerminal = (status: RunStatus): boolean => TERMINAL.has(status);
