import type { MemoryKind, MemoryScopeName } from "@/lib/release/memory-grants";

type Words<Value extends string> = readonly { value: Value; label: string }[];

/** Whose memory, as people say it. */
export const SCOPES: readonly { value: MemoryScopeName; label: string; means: string }[] = [
  { value: "run", label: "This run", means: "All steps of one run" },
  { value: "thread", label: "The conversation", means: "Runs of the same conversation" },
  { value: "user", label: "The person", means: "All conversations of one end user" },
  { value: "agent", label: "Everybody who uses this harness", means: "Every run of it, for anybody" },
  { value: "tenant", label: "The whole organisation", means: "Every harness, for anybody" },
];
export const KINDS: Words<MemoryKind> = [
  { value: "block", label: "Blocks, always in the context" },
  { value: "fact", label: "Facts" },
  { value: "episode", label: "Episodes" },
  { value: "summary", label: "Summaries" },
  { value: "observation", label: "Observations" },
];
