/** Whose memory a run may touch. From the authenticated run, never from a model or an argument. */
export type MemoryScope = { scope: "user" | "thread"; scopeKey: string };

/** The end user if the run has one, else its thread, else none. */
export function memoryScopeOf(run: { endUser: string | null; threadId: string | null }): MemoryScope | null {
  if (run.endUser) return { scope: "user", scopeKey: run.endUser };
  return run.threadId ? { scope: "thread", scopeKey: run.threadId } : null;
}

type ScopedRun = {
  runId: string;
  threadId: string | null;
  endUser: string | null;
  harnessId: string;
  tenantId: string;
};

/** Whose memory a step with a chosen scope touches, or null when the run has no such person or thread. */
export function scopeKeyOf(run: ScopedRun, scope: "run" | "thread" | "user" | "agent" | "tenant"): string | null {
  switch (scope) {
    case "run":
      return run.runId;
    case "thread":
      return run.threadId;
    case "user":
      return run.endUser;
    case "agent":
      return run.harnessId;
    case "tenant":
      return run.tenantId;
  }
}
