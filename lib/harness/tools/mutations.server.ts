import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { createAsset, reviseAsset } from "@/lib/harness/assets/mutations.server";
import type { HttpTool, NewTool, ToolChange } from "@/lib/harness/tools/schema";
import { isEffectLowered, toolIssues } from "@/lib/harness/tools/tool-issues";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { ToolDefinition } from "@/lib/release/tool-definition";

/** Registers an HTTP tool. Errors: `invalid` when it cannot work, `conflict` when the key is taken. */
export async function createTool(db: TenantDb, actor: Actor, { tool, message }: NewTool) {
  requireUsable(tool);
  if (findBuiltInTool(tool.key))
    throw new ProblemError("conflict", `"${tool.key}" is a built-in tool. Choose another key.`);
  const stored = await createAsset(db, actor, { kind: "tool", key: tool.key, name: tool.name, body: tool, message });
  return { ...stored, created: true };
}

/**
 * Stores the next revision of an HTTP tool. Drafts use it at once, releases never. Errors as `reviseAsset`; `invalid`
 * when its effect is declared safer without a reason.
 */
export async function reviseTool(db: TenantDb, actor: Actor, key: string, { baseRev, tool, message }: ToolChange) {
  requireUsable(tool);
  if (tool.key !== key)
    throw new ProblemError("invalid", "A tool keeps its key.", [{ pointer: "/tool/key", message: `It is "${key}".` }]);
  const { newest } = await requireAsset(db, actor, "tool", key);
  const before = ToolDefinition.parse(newest.body);
  if (isEffectLowered(before.sideEffect, tool.sideEffect) && !message)
    throw new ProblemError("invalid", "Retries depend on the effect of a tool. Say why it is safer than declared.", [
      { pointer: "/message", message: "A reason is missing." },
    ]);
  return await reviseAsset(db, actor, baseRev, { kind: "tool", key, name: tool.name, body: tool, message });
}

function requireUsable(tool: HttpTool): void {
  const issues = toolIssues(tool);
  if (issues.length > 0)
    throw new ProblemError(
      "invalid",
      "Nothing was saved: the tool cannot work like this.",
      issues.map(({ pointer, message }) => ({ pointer: `/tool${pointer}`, message })),
    );
}
