import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { appendAuditEvent } from "@/lib/governance/audit/append-audit-event.server";
import { requireProvider } from "@/lib/governance/models/data.server";
import type { Capabilities, ModelCardInput, NewConnection, ReplacedConnection } from "@/lib/governance/models/schema";
import { insertSecret } from "@/lib/governance/secrets/store-secret.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { newId } from "@/lib/platform/ids/new-id.server";
import { Prisma } from "@/prisma/generated/client";

const targetOf = (id: string) => `model-connection:${id}`;

/** Gives a tenant the simulated models: they need no key and no network, and everything they say is labelled. */
export async function addSandboxConnection(db: TenantDb, actor: Actor): Promise<void> {
  const id = newId();
  await db.providerConnection.create({
    data: { tenantId: actor.tenantId, id, name: "sandbox", kind: "sandbox", state: "ok" },
  });
  await appendAuditEvent(db, actor, {
    action: "model-connection.create",
    target: targetOf(id),
    detail: { name: "sandbox", kind: "sandbox" },
  });
}

/** Connects a provider, or an address that speaks OpenAI's protocol. Its key is sealed and bound to the host of the address. A taken name is `conflict`. */
export async function createConnection(db: TenantDb, actor: Actor, input: z.infer<typeof NewConnection>) {
  const { tenantId } = actor;
  const { name, baseUrl, provider: kind } = input;
  if (await db.providerConnection.findFirst({ where: { tenantId, name } }))
    throw new ProblemError("conflict", `There is a connection "${name}" already. Take another name.`);
  const id = newId();
  const secretId = await storeKey(db, actor, name, input);
  await db.providerConnection.create({
    data: { tenantId, id, name, kind, baseUrl, secretId },
  });
  await appendAuditEvent(db, actor, {
    action: "model-connection.create",
    target: targetOf(id),
    detail: { name, kind, host: new URL(baseUrl).host, hasKey: secretId !== null },
  });
  return { id };
}

/** Replaces address and key together; the connection counts as not tested until it is. */
export async function replaceConnection(
  db: TenantDb,
  actor: Actor,
  id: string,
  input: z.infer<typeof ReplacedConnection>,
) {
  const { tenantId } = actor;
  const { name, secretId: former } = await requireProvider(db, tenantId, id);
  if (former) await db.secret.deleteMany({ where: { tenantId, id: former } });
  const secretId = await storeKey(db, actor, name, input);
  await db.providerConnection.update({
    where: { tenantId_id: { tenantId, id } },
    data: { baseUrl: input.baseUrl, secretId, state: "untested", checks: [], testedAt: null, rev: { increment: 1 } },
  });
  await appendAuditEvent(db, actor, {
    action: "model-connection.replace",
    target: targetOf(id),
    detail: { name, host: new URL(input.baseUrl).host, hasKey: secretId !== null },
  });
}

/** Removes a connection with its key and its models. */
export async function deleteConnection(db: TenantDb, actor: Actor, id: string) {
  const { tenantId } = actor;
  const { name, secretId } = await requireProvider(db, tenantId, id);
  await db.modelCard.deleteMany({ where: { tenantId, connectionId: id } });
  await db.providerConnection.deleteMany({ where: { tenantId, id } });
  if (secretId) await db.secret.deleteMany({ where: { tenantId, id: secretId } });
  await appendAuditEvent(db, actor, { action: "model-connection.delete", target: targetOf(id), detail: { name } });
}

/** Offers a model of a connection to harnesses, or changes its limits and prices. */
export async function putModelCard(db: TenantDb, actor: Actor, connectionId: string, card: ModelCardInput) {
  const { tenantId } = actor;
  const { name } = await requireProvider(db, tenantId, connectionId);
  const { modelId, contextWindow, maxOutput } = card;
  const facts = { contextWindow, maxOutput, prices: card.prices ?? Prisma.DbNull };
  await db.modelCard.upsert({
    where: { tenantId_connectionId_modelId: { tenantId, connectionId, modelId } },
    create: { tenantId, connectionId, modelId, ...facts, capabilities: {}, source: "override" },
    update: { ...facts, source: "override", rev: { increment: 1 } },
  });
  await appendAuditEvent(db, actor, {
    action: "model.put",
    target: targetOf(connectionId),
    detail: { model: `${name}/${modelId}`, contextWindow, maxOutput, priced: card.prices !== null },
  });
}

/** Keeps what a test of a model showed. */
export async function storeCapabilities(
  db: TenantDb,
  actor: Actor,
  { connectionId, modelId }: { connectionId: string; modelId: string },
  capabilities: Capabilities,
) {
  const { tenantId } = actor;
  const { count } = await db.modelCard.updateMany({
    where: { tenantId, connectionId, modelId },
    data: { capabilities },
  });
  if (count === 0) throw new ProblemError("not-found");
  const { testedAt: _at, ...passed } = capabilities;
  await appendAuditEvent(db, actor, {
    action: "model.test",
    target: targetOf(connectionId),
    detail: { model: modelId, passed: Object.entries(passed).flatMap(([name, ok]) => (ok ? [name] : [])) },
  });
}

/** Takes a model out of the choice; releases that use it go on with what they know of it. */
export async function deleteModelCard(db: TenantDb, actor: Actor, connectionId: string, modelId: string) {
  const { tenantId } = actor;
  const { name } = await requireProvider(db, tenantId, connectionId);
  const { count } = await db.modelCard.deleteMany({ where: { tenantId, connectionId, modelId } });
  if (count === 0) throw new ProblemError("not-found");
  await appendAuditEvent(db, actor, {
    action: "model.delete",
    target: targetOf(connectionId),
    detail: { model: `${name}/${modelId}` },
  });
}

/** The slash keeps these names apart from those that people give. */
async function storeKey(
  db: TenantDb,
  actor: Actor,
  name: string,
  input: Pick<z.infer<typeof ReplacedConnection>, "apiKey" | "baseUrl">,
) {
  if (input.apiKey === null) return null;
  const host = new URL(input.baseUrl).hostname;
  return await insertSecret(db, actor, `model/${name}`, { value: input.apiKey, allowedHosts: [host] });
}
