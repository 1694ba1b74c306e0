/** Whose memory a run may touch. From the authenticated run, never from a model or an argument. */
export type MemoryScope = { scope: "user" | "thread"; scopeKey: string };

/** The end user if the run has one, else its thread, else none. */
export function memoryScopeOf(run: { endUser: string | null; threadId: string | null }): MemoryScope | null {
  if (run.endUser) return { scope: "user", scopeKey: run.endUser };
  return run.threadId ? { scope: "thread", scopeKey: run.threadId } : null;
}
