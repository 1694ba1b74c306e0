import { z } from "zod";
import { HttpToolImpl, ToolDefinition } from "@/lib/release/tool-definition";

const Message = z.string().trim().max(200).default("");

/** A tool that a person brings: an HTTP call. The built-in ones come with the runtime. */
export const HttpTool = ToolDefinition.extend({ impl: HttpToolImpl });
export const ToolView = z.object({
  definition: ToolDefinition,
  isBuiltIn: z.boolean(),
  /** Null for a built-in tool. */
  revised: z.object({ rev: z.int(), by: z.string(), at: z.iso.datetime() }).nullable(),
  /** Harnesses whose draft uses it. */
  usedBy: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export const ToolList = z.object({ items: z.array(ToolView) });
/** Revisions newest first, at most 200; none for a built-in tool. */
export const ToolDetail = ToolView.extend({
  revisions: z.array(z.object({ rev: z.int(), message: z.string(), by: z.string(), at: z.iso.datetime() })),
});
export const NewTool = z.strictObject({ tool: HttpTool, message: Message });
export const ToolChange = z.strictObject({ baseRev: z.int().min(1), tool: HttpTool, message: Message });
export const StoredTool = z.object({ key: z.string(), rev: z.int(), created: z.boolean() });
export type HttpTool = z.infer<typeof HttpTool>;
export type ToolView = z.infer<typeof ToolView>;
export type ToolDetail = z.infer<typeof ToolDetail>;
export type NewTool = z.infer<typeof NewTool>;
export type ToolChange = z.infer<typeof ToolChange>;
