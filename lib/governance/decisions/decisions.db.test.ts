import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { listDecisions } from "@/lib/governance/decisions/data.server";
import type { DecisionFilter } from "@/lib/governance/decisions/schema";
import { createTestTenant } from "@/lib/platform/testing/create-tenant";

const START = Date.UTC(2026, 0, 1);

/** Decisions of which two at a time share an instant, so that paging by time alone would lose some. */
async function tenantWithDecisions(slug: string, count: number) {
  const { tenantId } = await createTestTenant(slug);
  const actor = systemActor("test", tenantId, slug);
  const run = randomUUID();
  await withTenant(actor, "decision:read", (db) =>
    db.decision.createMany({
      data: Array.from({ length: count }, (_, position) => ({
        tenantId,
        id: randomUUID(),
        at: new Date(START + Math.floor(position / 2) * 1_000),
        runId: position === 0 ? run : null,
        harnessSlug: "support",
        environment: "production",
        action: "tool.call",
        resource: "refund",
        verdict: position % 2 ? "deny" : "allow",
        why: position % 2 ? "default_deny" : "policy",
        reasons: [],
        obligations: [],
        input: { args: { card: "4111" }, taint: {} },
        policyVersion: 1,
        latencyUs: 900,
      })),
    }),
  );
  return { actor, run };
}
const list = (actor: Actor, filter: DecisionFilter, page: { limit: number; cursor?: string }) =>
  withTenant(actor, "decision:read", (db) => listDecisions(db, actor, filter, page));

test("pages follow each other without a gap or a repetition, and hold nothing of another tenant", async () => {
  const { actor } = await tenantWithDecisions("decisions-a", 7);
  await tenantWithDecisions("decisions-b", 3);
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list(actor, {}, { limit: 3, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
});

test("filters narrow by verdict and by run", async () => {
  const { actor, run } = await tenantWithDecisions("decisions-c", 6);
  expect((await list(actor, { verdict: "deny" }, { limit: 9 })).items.map((item) => item.why)).toEqual(
    Array(3).fill("default_deny"),
  );
  expect((await list(actor, { run }, { limit: 9 })).items).toMatchObject([{ run, verdict: "allow" }]);
  expect((await list(actor, { harness: "other" }, { limit: 9 })).items).toEqual([]);
});

test("an administrator reads decisions, not the arguments of production calls", async () => {
  const { actor } = await tenantWithDecisions("decisions-d", 1);
  const admin = { ...actor, scopes: scopesOf("ADMIN") };
  expect((await list(actor, {}, { limit: 1 })).items[0]?.input).toEqual({ args: { card: "4111" }, taint: {} });
  expect((await list(admin, {}, { limit: 1 })).items[0]?.input).toEqual({ taint: {} });
});
