import type { Json } from "@/lib/release/json-schema";
import { type MemoryGrant, MemoryGrants } from "@/lib/release/memory-grants";

/** What a step may do with memory by itself: the grants of an agent; none of other steps, or while they cannot be read. */
export const memoryGrantsOf = ({ kind, config }: { kind: string; config: Record<string, Json> }): MemoryGrant[] =>
  kind === "agent" ? (MemoryGrants.safeParse(config.memory).data ?? []) : [];
