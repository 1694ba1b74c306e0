import { randomBytes, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { routes } from "@/lib/api/routes.server";
import { bodiesOf, PROMPT, TOOL } from "@/lib/api/testing/bodies-of";
import { triggersOf } from "@/lib/api/testing/triggers-of.server";
import type { Actor } from "@/lib/governance/access/actor";
import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createBudget } from "@/lib/governance/budgets/mutations.server";
import { createFaultRule } from "@/lib/governance/fault-rules/mutations.server";
import { createApiKey } from "@/lib/governance/keys/mutations.server";
import { createInvite } from "@/lib/governance/members/mutations.server";
import { createConnection } from "@/lib/governance/models/mutations.server";
import { createSecret } from "@/lib/governance/secrets/mutations.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { findRows } from "@/lib/harness/datasets/data.server";
import { createDataset, editDataset } from "@/lib/harness/datasets/mutations.server";
import { DatasetChange } from "@/lib/harness/datasets/schema";
import { createExperiment } from "@/lib/harness/experiments/mutations.server";
import { Plan } from "@/lib/harness/experiments/schema";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { addDocument, createKnowledge } from "@/lib/harness/knowledge/mutations.server";
import { createMcpServer } from "@/lib/harness/mcp-servers/mutations.server";
import { setPin } from "@/lib/harness/pins/mutations.server";
import { waiveFindings } from "@/lib/harness/promotion/mutations.server";
import { createPrompt } from "@/lib/harness/prompts/mutations.server";
import { createRelease, promoteRelease, startTestRun } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { createTool } from "@/lib/harness/tools/mutations.server";
import { createVariable } from "@/lib/harness/variables/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { setCassetteMode } from "@/lib/runtime/cassettes/mutations.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { rowsOfRun } from "@/lib/runtime/testing/rows-of-run.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const PINNED = { text: "Acme's", turns: 1, toolCalls: 0, stopped: "answer" };

/** What acme has, by the name that a path gives it. */
let acme: { actor: Actor; ids: Record<string, string> };
let globex: { actor: Actor };

async function tenant(slug: string) {
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor(randomUUID(), tenantId, slug);
  return { actor, run: <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work) };
}

beforeAll(async () => {
  await ensurePartitions(Date.now());
  globex = await tenant(`globex-${randomBytes(3).toString("hex")}`);
  const { actor, run } = await tenant(`acme-${randomBytes(3).toString("hex")}`);
  const harnessDraft = readyDraft();
  const harness = await run((db) => createHarness(db, actor, "Acme secret desk", harnessDraft));
  const release = await run((db) => createRelease(db, actor, harness.slug));
  await run((db) =>
    promoteRelease(db, actor, harness.slug, { environment: "production", releaseId: release.id, reason: "" }),
  );
  await run((db) => createPrompt(db, actor, { key: "acme_prompt", name: "P", body: PROMPT, message: "" }));
  await run((db) => createVariable(db, actor, { name: "acme_region", value: "eu" }));
  await run((db) => createDataset(db, actor, { key: "acme_mails", name: "Mails" }));
  const row = DatasetChange.parse({ baseRev: 1, put: [{ input: { message: "Where is order A-1001?" } }] });
  await run((db) => editDataset(db, actor, "acme_mails", row));
  const [item] = (await run((db) => findRows(db, actor, "acme_mails", 2))) ?? [];
  const plan = Plan.parse({
    dataset: "acme_mails",
    cells: [{ key: "v1", label: "Draft", change: {} }],
    graders: [{ name: "Right", check: { kind: "exact" } }],
    budgetUsd: 1,
  });
  const experiment = await run((db) => createExperiment(db, actor, { harness: harness.slug, name: "E", plan }));
  await run((db) => createKnowledge(db, actor, { key: "acme_manual", name: "Manual", language: "simple" }));
  const page = { title: "Acme secret page", format: "text" as const, content: "Acme's own words" };
  const document = await run((db) => addDocument(db, actor, "acme_manual", page));
  await run((db) => createTool(db, actor, { tool: TOOL, message: "" }));
  await run((db) => createMcpServer(db, actor, { name: "acme_mcp", url: "https://mcp.acme.test/mcp", secret: null }));
  const waive = { findings: [{ rule: "eval-missing", nodeKey: "" }], reason: "A test", days: 1 };
  const [waiver] = (await run((db) => waiveFindings(db, actor, harness.slug, waive, new Date()))).items;
  const invite = await run((db) => createInvite(db, actor, { email: "a@acme.test", role: "VIEWER" }, new Date()));
  const key = await run((db) =>
    createApiKey(db, actor, { name: "k", scopes: ["run:read"], expiresInDays: 1 }, new Date()),
  );
  await run((db) => setCassetteMode(db, actor, harness.slug, { mode: "record", now: new Date() }));
  const { runId } = await run((db) =>
    startTestRun(db, actor, harness.slug, { input: { message: "Where is order A-1001?" } }, Date.now()),
  );
  const sink = createPostgresSpanSink();
  const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });
  await pool.execute({ tenantId: actor.tenantId, runId });
  await sink.flush(5_000);
  const { key: cassetteKey } = await run((db) => db.cassette.findFirstOrThrow({ where: { tenantId: actor.tenantId } }));
  const hidden = { name: "acme_key", value: "very-secret", allowedHosts: ["api.example.com"] };
  const secret = await run((db) => createSecret(db, actor, hidden));
  const connection = await run((db) =>
    createConnection(db, actor, {
      name: "acme-models",
      provider: "openai-compatible",
      baseUrl: "https://api.example.com/v1",
      apiKey: null,
    }),
  );
  const nodeId = harnessDraft.nodes.find((node) => node.kind === "agent")?.id ?? "";
  const pin = { from: "value", port: "out", value: PINNED } as const;
  await run((db) => setPin(db, actor, harness.slug, { nodeId, pin, now: new Date() }));
  const limits = { limitMicros: 5_000_000, limitTokens: null, allowUnpriced: false };
  const budget = await run((db) =>
    createBudget(db, actor, { name: "Acme money", harness: harness.slug, period: "month", ...limits }, new Date()),
  );
  const flaky = { model: "acme-models/m", kind: "5xx" as const, rate: 0.5, hours: 1 };
  const fault = await run((db) => createFaultRule(db, actor, flaky, new Date()));
  const { webhookId, scheduleId } = await run((db) => triggersOf(db, actor.tenantId));
  const userId = randomUUID();
  const { threadId, entryId, spanId, letterId, approvalId } = await rowsOfRun(actor.tenantId, runId);
  await run((db) =>
    db.membership.create({
      data: { tenantId: actor.tenantId, userId, email: "m@acme.test", name: "M", role: "VIEWER" },
    }),
  );
  acme = {
    actor,
    ids: {
      harness: harness.slug,
      releaseId: release.id,
      environment: "production",
      nodeId,
      waiverId: waiver?.id ?? "",
      prompt: "acme_prompt",
      variable: "acme_region",
      dataset: "acme_mails",
      knowledge: "acme_manual",
      documentId: document.id,
      experimentId: experiment.id,
      item: item?.id ?? "",
      tool: TOOL.key,
      server: "acme_mcp",
      inviteId: invite.id,
      keyId: key.id,
      runId,
      spanId,
      userId,
      threadId,
      entryId,
      secretId: secret.id,
      connectionId: connection.id,
      budgetId: budget.id,
      faultId: fault.id,
      cassetteKey,
      webhookId,
      scheduleId,
      letterId,
      approvalId,
      version: "1",
      name: "paid",
      rev: "1",
      slot: "main",
    },
  };
}, 60_000);

/** Operations on a number that every tenant counts for itself: the answer is the caller's own. */
const OWN_NUMBERS = new Set(["get /policies/versions/{version}"]);
const EVER = ["2026-01-01T00:00:00.000Z", "2099-01-01T00:00:00.000Z"] as const;
/** Queries that an operation cannot do without. */
const QUERIES: Record<string, Record<string, string>> = {
  "delete /model-connections/{connectionId}/models": { modelId: "m" },
  "get /knowledge/{knowledge}/search": { query: "words" },
  "get /failures/cell": { harness: "acme-secret-desk", node: "answer", from: EVER[0], to: EVER[1] },
};
const nameOf = ({ spec }: GovernedRoute) => `${spec.method} ${spec.path}`;
const paramsOf = ({ spec }: GovernedRoute) => [...spec.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

/** The JSON of an answer as one text, or the code of the problem that stopped the request. */
async function ask(
  route: GovernedRoute,
  who: { actor: Actor },
  query: Record<string, string> = QUERIES[nameOf(route)] ?? {},
) {
  const { ids } = acme;
  const parse = <T>(schema: z.ZodType<T> | undefined, value: unknown) => schema?.parse(value);
  const params = Object.fromEntries(paramsOf(route).map((name) => [name, ids[name]]));
  const unknown = paramsOf(route).filter((name) => ids[name] === undefined);
  if (unknown.length > 0) throw new Error(`${nameOf(route)}: give acme a ${unknown.join()} in this test.`);
  try {
    const answer = await route.handle({
      actor: who.actor,
      params: parse(route.spec.params, params) ?? {},
      query: parse(route.spec.query, query) ?? {},
      body: parse(route.spec.body, bodiesOf(ids)[nameOf(route)]),
      request: new Request("http://test.local/", { method: "POST" }),
      mayStill: async () => true,
    });
    if (!(answer instanceof Response)) return JSON.stringify(answer ?? null);
    await answer.body?.cancel();
    return answer.status === 404 ? "not-found" : `response ${answer.status}`;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

const withIds = routes.filter((route) => paramsOf(route).length > 0);
const reads = routes.filter(({ spec }) => spec.method === "get" && !spec.stream);

test.each(withIds.map((route) => [nameOf(route), route] as const))(
  "globex asks %s with acme's ids: nothing",
  async (name, route) => {
    const answer = await ask(route, globex);
    if (!OWN_NUMBERS.has(name)) expect(answer).toBe("not-found");
    else for (const id of secretIds()) expect(answer).not.toContain(id);
  },
);

test.each(reads.map((route) => [nameOf(route), route] as const))(
  "acme itself is answered by %s",
  async (_name, route) => {
    expect(await ask(route, acme)).not.toMatch(/^(not-found|forbidden|invalid)$/);
  },
);

test.each(reads.filter((route) => paramsOf(route).length === 0).map((route) => [nameOf(route), route] as const))(
  "globex lists %s, filtered by acme's ids as well, and sees nothing of acme",
  async (name, route) => {
    const { harness = "", runId = "", releaseId = "", threadId = "" } = acme.ids;
    const filters = Object.entries({ harness, run: runId, release: releaseId, thread: threadId });
    const known = Object.keys(route.spec.query?.shape ?? {});
    for (const query of [
      {},
      ...filters.filter(([name]) => known.includes(name)).map((filter) => Object.fromEntries([filter])),
    ]) {
      const answer = await ask(route, globex, { ...QUERIES[name], ...query });
      for (const id of secretIds()) expect(answer).not.toContain(id);
    }
  },
);

test("globex cannot start a run of acme's harness", async () => {
  const start = routes.find((route) => nameOf(route) === "post /runs");
  if (!start) throw new Error("There is no route that starts runs.");
  expect(await ask(start, globex)).toBe("not-found");
});

const secretIds = () =>
  Object.entries(acme.ids).flatMap(([name, id]) => (/^(environment|version|name|rev|slot)$/.test(name) ? [] : [id]));
