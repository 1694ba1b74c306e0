import type { ProgramNode } from "@/lib/release/program";

/** Names of the model slots that a step calls. */
export const slotsOf = ({ config }: Pick<ProgramNode, "config">): string[] =>
  typeof config.slot === "string" && config.slot !== "" ? [config.slot] : [];
