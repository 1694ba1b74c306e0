import { z } from "zod";
import type { ToolDefinition } from "@/lib/release/tool-definition";

export const PromptBody = z.strictObject({ system: z.string().max(40_000), user: z.string().max(40_000) });
export type PromptBody = z.infer<typeof PromptBody>;

/** What a draft may refer to, as it is now. A release pins what it used. */
export type Library = {
  tools: ReadonlyMap<string, ToolDefinition>;
  /** Tools whose MCP server serves something else than what was approved. */
  quarantined?: ReadonlySet<string>;
  /** By prompt key; revisions oldest first. */
  prompts: ReadonlyMap<string, readonly { rev: number; bodyHash: string; body: PromptBody }[]>;
};
