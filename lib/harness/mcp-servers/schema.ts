import { z } from "zod";
import { SideEffect, ToolClass, ToolDefinition } from "@/lib/release/tool-definition";

const Secret = z.strictObject({
  name: z.string().min(1).max(80),
  header: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  prefix: z.string().max(40),
});
export const ServerName = z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, "Lower-case letters, digits and _, at most 20.");

export const McpServerSummary = z.object({
  name: ServerName,
  url: z.string(),
  secret: Secret.nullable(),
  /** What the server said of itself. */
  about: z.string(),
  listedAt: z.iso.datetime().nullable(),
  approved: z.int(),
  quarantined: z.int(),
  unapproved: z.int(),
});
export const McpServerList = z.object({ items: z.array(McpServerSummary) });

/** What a server says of a tool. Untrusted text. */
export const ServedView = z.object({
  name: z.string(),
  title: z.string().nullable(),
  description: z.string(),
  input: z.record(z.string(), z.json()),
  output: z.record(z.string(), z.json()).nullable(),
  /** Hints of the server, never believed. */
  annotations: z.record(z.string(), z.json()),
});
export const McpToolView = z.object({
  tool: z.string(),
  /**
   * new: served, not approved · ok: served as approved · changed: quarantined · missing: approved, not served · archived:
   * approved once, out of the registry.
   */
  state: z.enum(["new", "ok", "changed", "missing", "archived"]),
  /** In the registry; for a new tool what it would be called. */
  key: z.string(),
  isTaken: z.boolean(),
  pinned: ServedView.nullable(),
  served: ServedView.nullable(),
  fingerprint: z.string().nullable(),
  /** What a person said of it when it was approved or revised last; null when it is not in the registry. */
  approved: z.object({ sideEffect: SideEffect, classes: z.array(ToolClass) }).nullable(),
  seenAt: z.iso.datetime(),
  usedBy: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export const McpServerDetail = McpServerSummary.extend({ tools: z.array(McpToolView) });

export const NewMcpServer = z.strictObject({ name: ServerName, url: z.url().max(2_000), secret: Secret.nullable() });
export const StoredMcpServer = z.object({ name: ServerName });
function eachToolOnce(tools: readonly { tool: string }[], { addIssue }: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [at, { tool }] of tools.entries()) {
    if (seen.has(tool)) addIssue({ code: "custom", path: [at, "tool"], message: "This tool is approved twice." });
    seen.add(tool);
  }
}

/** Approves what the server served when it was last listed; `fingerprint` is what the person saw. */
export const McpApproval = z.strictObject({
  tools: z
    .array(
      z.strictObject({
        tool: z.string().min(1).max(128),
        fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
        key: ToolDefinition.shape.key,
        sideEffect: SideEffect,
        classes: z.array(ToolClass).min(1),
      }),
    )
    .min(1)
    .max(200)
    .superRefine(eachToolOnce),
  message: z.string().trim().max(200).default(""),
});
export type McpServerSummary = z.infer<typeof McpServerSummary>;
export type McpServerDetail = z.infer<typeof McpServerDetail>;
export type McpToolView = z.infer<typeof McpToolView>;
export type ServedView = z.infer<typeof ServedView>;
export type NewMcpServer = z.infer<typeof NewMcpServer>;
export type McpApproval = z.infer<typeof McpApproval>;
