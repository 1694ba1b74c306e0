import { z } from "zod";

/** Whose memory: of one run, one conversation, one end user, everybody who uses the harness, or the whole organisation. */
export const MemoryScopeName = z.enum(["run", "thread", "user", "agent", "tenant"]);
export const MemoryKind = z.enum(["block", "fact", "episode", "summary", "observation"]);
export type MemoryScopeName = z.infer<typeof MemoryScopeName>;
export type MemoryKind = z.infer<typeof MemoryKind>;

/** Memories that other people's runs read as well. */
export const isSharedScope = (scope: string): boolean => scope === "agent" || scope === "tenant";

/** What an agent may do by itself with the memory of one scope. */
export const MemoryGrant = z.strictObject({
  scope: MemoryScopeName,
  /** Kinds of entries that it may touch; the first is what it saves unless it says otherwise. Absent: facts. */
  kinds: z.array(MemoryKind).min(1).optional(),
  read: z.boolean(),
  write: z.boolean(),
});
export type MemoryGrant = z.infer<typeof MemoryGrant>;

/** One grant for a scope at most. None: the agent has no memory of its own. */
export const MemoryGrants = z
  .array(MemoryGrant)
  .max(MemoryScopeName.options.length)
  .refine((grants) => new Set(grants.map(({ scope }) => scope)).size === grants.length, {
    message: "There is more than one grant for the same scope.",
  });

export const kindsOf = ({ kinds }: Pick<MemoryGrant, "kinds">): readonly MemoryKind[] => kinds ?? ["fact"];
