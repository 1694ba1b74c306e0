import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness, setHarnessOwner } from "@/lib/harness/harnesses/mutations.server";
import { createRelease, promoteRelease } from "@/lib/harness/releases/mutations.server";
import { foldRollups } from "@/lib/observability/rollups/fold-rollups.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { type TenantId, tenantId } from "@/lib/platform/ids/branded-id";
import { researchFanOut, supportDesk, triage } from "@/prisma/seed/demo/harnesses";
import { demoRequest, demoTimes, randomFrom } from "@/prisma/seed/demo/requests";
import { runRequests, type TimedRequest } from "@/prisma/seed/demo/run-requests";
import { seedPeople } from "@/prisma/seed/people";

const LANES = 16;
const RUNS = { acme: 240, globex: 60 } as const;
const FIRST_PROMPT = "You answer for the support desk of a shop.";
const BETTER_PROMPT = "You answer for the support desk of a shop. Be brief. Never promise a delivery date.";

/** Two tenants, three harnesses and a week of runs that were really executed. Idempotent. Returns what it made. */
export async function seedDemo(): Promise<{ runs: number }> {
  await seedPeople();
  await ensurePartitions(Date.now());
  const sink = createPostgresSpanSink();
  let runs = 0;
  for (const [slug, count] of Object.entries(RUNS)) {
    const id = await findTenant(slug);
    if (!id) continue;
    const tenant = { tenantId: id, slug };
    await makeHarnesses(tenant);
    runs += await runRequests(tenant, weekOfRequests(slug, count), sink, LANES);
  }
  await sink.stop();
  await foldRollups();
  return { runs };
}

async function findTenant(slug: string): Promise<TenantId | null> {
  const [row] = await prisma().$queryRaw<{ id: string | null }[]>`SELECT lookup_tenant(${slug}) AS id`;
  return row?.id ? tenantId(row.id) : null;
}

/** Draws, releases and promotes what is missing. */
async function makeHarnesses({ tenantId: id, slug }: { tenantId: TenantId; slug: string }): Promise<void> {
  const actor = systemActor("demo-seed", id, slug);
  const drafts: Draft[] = [triage(), researchFanOut(), supportDesk(FIRST_PROMPT)];
  const there = await withTenant(actor, "harness:read", (db) =>
    db.harness.findMany({ where: { tenantId: id }, select: { name: true } }),
  );
  const owner = await withTenant(actor, "harness:read", (db) =>
    db.membership.findFirst({ where: { tenantId: id, role: "OWNER" }, select: { userId: true } }),
  );
  const names = new Set(there.map((harness) => harness.name));
  for (const draft of drafts.filter(({ name }) => !names.has(name))) {
    const harness = await withTenant(actor, "harness:write", (db) => createHarness(db, actor, draft.name, draft));
    if (owner) await withTenant(actor, "harness:write", (db) => setHarnessOwner(db, actor, harness.slug, owner.userId));
    await releaseAndPromote(actor, harness.slug, "First release");
    if (harness.slug === "support-desk") await improve(actor, harness.slug, draft);
  }
}

type Actor = ReturnType<typeof systemActor>;

async function releaseAndPromote(actor: Actor, harness: string, reason: string): Promise<void> {
  await withTenant(actor, "release:promote", async (db) => {
    const release = await createRelease(db, actor, harness);
    for (const environment of ["staging", "production"] as const)
      await promoteRelease(db, actor, harness, { environment, releaseId: release.id, reason });
  });
}

/** A second release with another prompt, so that there is something to roll back to. */
async function improve(actor: Actor, harness: string, draft: Draft): Promise<void> {
  const agent = draft.nodes.find((node) => node.kind === "agent");
  if (!agent) return;
  const prompt = { system: BETTER_PROMPT, user: "{{ input.message }}" };
  await withTenant(actor, "harness:write", (db) =>
    saveDraft(db, actor, harness, {
      baseRev: 1,
      batchId: crypto.randomUUID(),
      commands: [{ kind: "set-node", id: agent.id, change: { config: { ...agent.config, prompt } } }],
    }),
  );
  await releaseAndPromote(actor, harness, "Shorter answers, no promised dates");
}

function weekOfRequests(slug: string, count: number): TimedRequest[] {
  const random = randomFrom(slug.length * 7_919);
  const nowMs = Date.now();
  const week = demoTimes(count, nowMs, random).map(({ at, trouble }, index) => ({
    ...demoRequest(random, trouble),
    at,
    key: `demo-${index}`,
    endUser: `cus_${1_000 + Math.floor(random() * 40) * 37}`,
  }));
  return [...week, { ...LARGE_REFUND, at: nowMs - 12 * 60_000 }];
}

/** More than an agent may refund alone: it waits in the inbox of approvals. */
const LARGE_REFUND = {
  harness: "support-desk" as const,
  input: { message: "Please refund order A-1001" },
  key: "demo-approval",
  endUser: "cus_1111",
};
