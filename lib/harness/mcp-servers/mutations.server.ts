import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { reviseAsset } from "@/lib/harness/assets/mutations.server";
import { requireMcpServer } from "@/lib/harness/mcp-servers/data.server";
import type { McpApproval, NewMcpServer } from "@/lib/harness/mcp-servers/schema";
import { servedView } from "@/lib/harness/mcp-servers/served-tool";
import { registerTool, requireReason, requireUsable } from "@/lib/harness/tools/mutations.server";
import type { OwnTool } from "@/lib/harness/tools/schema";
import { lockTransaction } from "@/lib/platform/db/lock-transaction.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { ToolDefinition } from "@/lib/release/tool-definition";

const MAX_SERVERS = 50;
const TIMEOUT_MS = 30_000;
const MIN_REASON = 3;

/** Keeps the address of an MCP server; nothing is called. Errors: `conflict` when the name is taken, `invalid`. */
export async function createMcpServer(db: TenantDb, actor: Actor, { name, url, secret }: NewMcpServer) {
  const { tenantId } = actor;
  const { protocol, username, password } = new URL(url);
  if ((protocol !== "https:" && protocol !== "http:") || username || password)
    throw new ProblemError("invalid", "Only streamable HTTP is spoken: an http(s) address without a password.", [
      { pointer: "/url", message: "Give an address such as https://mcp.example.com/mcp." },
    ]);
  if (await db.mcpServer.findFirst({ where: { tenantId, name }, select: { id: true } }))
    throw new ProblemError("conflict", `There is an MCP server "${name}" already. Choose another name.`);
  if ((await db.mcpServer.count({ where: { tenantId } })) >= MAX_SERVERS)
    throw new ProblemError("invalid", `A tenant may have ${MAX_SERVERS} MCP servers.`);
  const project = actor.projectId
    ? { id: actor.projectId }
    : await db.project.findFirstOrThrow({ where: { tenantId }, orderBy: { createdAt: "asc" }, select: { id: true } });
  await db.mcpServer.create({
    data: {
      tenantId,
      id: newId(),
      projectId: project.id,
      name,
      url,
      ...(secret ? { secretName: secret.name, secretHeader: secret.header, secretPrefix: secret.prefix } : {}),
      createdBy: actorRef(actor),
    },
  });
  await appendAuditEvent(db, actor, {
    action: "mcp-server.create",
    target: `mcp-server:${name}`,
    detail: { host: new URL(url).host, hasSecret: secret !== null },
  });
  return { name };
}

/**
 * Forgets a server. Refused with `conflict` while any of its tools is in the registry. Archived ones go with it: no draft and
 * nothing that an environment runs uses them.
 */
export async function deleteMcpServer(db: TenantDb, actor: Actor, name: string): Promise<void> {
  const { tenantId } = actor;
  await lockTransaction(db, `asset:${tenantId}:tool`);
  const server = await requireMcpServer(db, actor, name);
  const keys = server.tools.flatMap(({ toolKey }) => toolKey ?? []);
  const approved = await db.asset.count({ where: { tenantId, kind: "tool", key: { in: keys }, archivedAt: null } });
  if (approved > 0)
    throw new ProblemError(
      "conflict",
      `${approved === 1 ? "A tool" : `${approved} tools`} of "${name}" ${approved === 1 ? "is" : "are"} in the registry, so the server stays. Archive what nobody uses first.`,
    );
  await db.mcpTool.deleteMany({ where: { tenantId, serverId: server.id } });
  await db.mcpServer.deleteMany({ where: { tenantId, id: server.id } });
  await appendAuditEvent(db, actor, { action: "mcp-server.delete", target: `mcp-server:${name}`, detail: {} });
}

/**
 * Puts tools into the registry as they were served when the person saw them, or approves their change. All or none.
 * What a person had set of a tool stays, but for what is chosen now. Errors: `conflict` when the server serves something
 * else meanwhile, when somebody approved it under another key, or when a key is taken; `invalid` when a change is approved, or an effect declared safer, without a reason.
 */
export async function approveMcpTools(db: TenantDb, actor: Actor, name: string, { tools, message }: McpApproval) {
  await lockTransaction(db, `asset:${actor.tenantId}:tool`);
  const server = await requireMcpServer(db, actor, name);
  const items: { key: string; rev: number }[] = [];
  for (const choice of tools) {
    const { row, tool } = approvedTool(server, choice);
    if (row.toolKey !== null) requireWordsAbout(choice.tool, message);
    items.push(await storeTool(db, actor, row.toolKey !== null, { tool, message }));
    await db.mcpTool.updateMany({
      where: { tenantId: actor.tenantId, serverId: server.id, tool: choice.tool },
      data: { toolKey: tool.key, pinned: row.served ?? undefined, pinnedFingerprint: choice.fingerprint },
    });
  }
  await appendAuditEvent(db, actor, {
    action: "mcp-server.approve",
    target: `mcp-server:${name}`,
    detail: {
      tools: items
        .map((item) => item.key)
        .join(" ")
        .slice(0, 1_000),
    },
  });
  return { items };
}

/** Releases trust what was approved: who lets a change in says why, and it stays with the revision. */
function requireWordsAbout(tool: string, message: string): void {
  if (message.length >= MIN_REASON) return;
  throw new ProblemError("invalid", `"${tool}" changed since it was approved. Say why the change is fine.`, [
    { pointer: "/message", message: "A reason is missing." },
  ]);
}

type Server = Awaited<ReturnType<typeof requireMcpServer>>;

/** The tool as the person saw it; throws when the server serves something else meanwhile. */
function approvedTool(server: Server, choice: McpApproval["tools"][number]) {
  const { name, url, secretName, secretHeader, secretPrefix } = server;
  const row = server.tools.find((one) => one.tool === choice.tool);
  const served = servedView(row?.served);
  if (!row || !served) throw new ProblemError("not-found", `"${name}" serves no tool "${choice.tool}".`);
  if (row.servedFingerprint !== choice.fingerprint)
    throw new ProblemError("conflict", `"${choice.tool}" changed again since you looked. Look at it once more.`);
  if (row.toolKey !== null && row.toolKey !== choice.key)
    throw new ProblemError("conflict", `"${choice.tool}" is in the registry as "${row.toolKey}". Load the list again.`);
  const secret = secretName ? { secret: { name: secretName, header: secretHeader, prefix: secretPrefix } } : {};
  const { tool: remote, fingerprint } = choice;
  const tool: OwnTool = {
    key: row.toolKey ?? choice.key,
    name: (served.title ?? served.name).slice(0, 80),
    description: served.description.slice(0, 2_000),
    input: served.input,
    ...(served.output ? { output: served.output } : {}),
    sideEffect: choice.sideEffect,
    classes: choice.classes,
    timeoutMs: TIMEOUT_MS,
    impl: { kind: "mcp", server: name, url, tool: remote, fingerprint, ...secret },
  };
  return { row, tool };
}

async function storeTool(
  db: TenantDb,
  actor: Actor,
  isKnown: boolean,
  { tool, message }: { tool: OwnTool; message: string },
) {
  if (!isKnown) return await registerTool(db, actor, { tool, message: message || "Approved" });
  const { newest } = await requireAsset(db, actor, "tool", tool.key);
  const before = ToolDefinition.parse(newest.body);
  requireReason(before, tool, message);
  const { timeoutMs, idempotency, exclusive, mocks } = before;
  const body: OwnTool = {
    ...tool,
    timeoutMs,
    ...(idempotency && { idempotency }),
    ...(exclusive !== undefined && { exclusive }),
    ...(mocks && { mocks }),
  };
  requireUsable(body);
  const { key, name } = tool;
  return await reviseAsset(db, actor, newest.rev, { kind: "tool", key, name, body, message });
}
