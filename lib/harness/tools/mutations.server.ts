import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { createAsset, reviseAsset } from "@/lib/harness/assets/mutations.server";
import type { NewTool, OwnTool, ToolChange } from "@/lib/harness/tools/schema";
import { isEffectLowered, toolIssues } from "@/lib/harness/tools/tool-issues";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { canonicalJson } from "@/lib/release/canonical-json";
import { ToolDefinition } from "@/lib/release/tool-definition";

/** Registers a tool. Errors: `invalid` when it cannot work, `conflict` when the key is taken. */
export async function createTool(db: TenantDb, actor: Actor, { tool, message }: NewTool) {
  if (tool.impl.kind === "mcp")
    throw new ProblemError("invalid", "A tool of an MCP server is approved in the list of its server.", [
      { pointer: "/tool/impl/kind", message: "Approve it under MCP servers." },
    ]);
  return await registerTool(db, actor, { tool, message });
}

/** As `createTool`, for tools that come from a list that a person approved. */
export async function registerTool(db: TenantDb, actor: Actor, { tool, message }: NewTool) {
  requireUsable(tool);
  if (findBuiltInTool(tool.key))
    throw new ProblemError("conflict", `"${tool.key}" is a built-in tool. Choose another key.`);
  const stored = await createAsset(db, actor, { kind: "tool", key: tool.key, name: tool.name, body: tool, message });
  return { ...stored, created: true };
}

/**
 * Stores the next revision of a tool. Drafts use it at once, releases never. Errors as `reviseAsset`; `invalid` when its
 * effect is declared safer without a reason, or when what its MCP server says of it is changed by hand.
 */
export async function reviseTool(db: TenantDb, actor: Actor, key: string, { baseRev, tool, message }: ToolChange) {
  requireUsable(tool);
  if (tool.key !== key)
    throw new ProblemError("invalid", "A tool keeps its key.", [{ pointer: "/tool/key", message: `It is "${key}".` }]);
  const { newest } = await requireAsset(db, actor, "tool", key);
  const before = ToolDefinition.parse(newest.body);
  requireReason(before, tool, message);
  requireSameKind(before, tool);
  return await reviseAsset(db, actor, baseRev, { kind: "tool", key, name: tool.name, body: tool, message });
}

/** Throws `invalid` when the effect of a tool is declared safer without a reason. */
export function requireReason(before: ToolDefinition, tool: OwnTool, message: string): void {
  if (isEffectLowered(before.sideEffect, tool.sideEffect) && !message)
    throw new ProblemError("invalid", "Retries depend on the effect of a tool. Say why it is safer than declared.", [
      { pointer: "/message", message: "A reason is missing." },
    ]);
}

function requireSameKind(before: ToolDefinition, tool: OwnTool): void {
  if (before.impl.kind !== tool.impl.kind)
    throw new ProblemError("invalid", "A tool stays what it is. Register another one.", [
      { pointer: "/tool/impl/kind", message: `It is "${before.impl.kind}".` },
    ]);
  const served = ({ description, input, impl }: ToolDefinition) => canonicalJson({ description, input, impl });
  if (tool.impl.kind === "mcp" && served(before) !== served(tool))
    throw new ProblemError("invalid", "Its server says what this tool is. Approve a change under MCP servers.", [
      { pointer: "/tool/impl", message: "It comes from the server." },
    ]);
}

/** Throws `invalid` with the places when a tool cannot work as it is. */
export function requireUsable(tool: OwnTool): void {
  const issues = toolIssues(tool);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "Nothing was saved: the tool cannot work like this.",
      issues.map(({ pointer, message }) => ({ pointer: `/tool${pointer}`, message })),
    );
}
