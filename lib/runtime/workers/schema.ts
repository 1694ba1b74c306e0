import { z } from "zod";

export const WorkerView = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.int(),
  /** Version of the interpreter that it runs. */
  version: z.string(),
  /** `lost`: no sign of life for five seconds; its runs go on elsewhere. */
  state: z.enum(["alive", "draining", "lost"]),
  /** Runs of this tenant that it executes now. */
  runs: z.int(),
  /** Places for segments of all tenants, and how many of them are taken. */
  slots: z.int(),
  busy: z.int(),
  /** Formats of programs that it executes. */
  formats: z.array(z.string()),
  startedAt: z.iso.datetime(),
  lastBeatAt: z.iso.datetime(),
});
export const WorkerList = z.object({
  workers: z.array(WorkerView),
  /** Runs of this tenant that wait for a worker, and the oldest of them. */
  queued: z.int(),
  oldestQueuedAt: z.iso.datetime().nullable(),
});
export type WorkerView = z.infer<typeof WorkerView>;
export type WorkerList = z.infer<typeof WorkerList>;
