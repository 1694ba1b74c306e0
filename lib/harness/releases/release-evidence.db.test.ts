import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { saveDraft } from "@/lib/harness/drafts/mutations.server";
import { programFingerprint } from "@/lib/harness/experiments/program-fingerprint";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPromotion } from "@/lib/harness/promotion/check-promotion.server";
import { getRelease } from "@/lib/harness/releases/data.server";
import { createRelease } from "@/lib/harness/releases/mutations.server";
import { newerEvidence } from "@/lib/harness/releases/newer-evidence";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { Program } from "@/lib/release/program";

const PASS_RATE = { value: 0.9, low: 0.85, high: 0.95 };

const NEEDS = { reason: "", repeatsNeeded: null, itemsNeeded: null };
const GATED = { gate: { verdict: "pass", ...NEEDS } };

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const harness = await run((db) => createHarness(db, actor, "Desk", readyDraft()));
  const freeze = () => run((db) => createRelease(db, actor, harness.slug));
  const read = (id: string) => run((db) => getRelease(db, actor, harness.slug, id));
  const known = async (id: string) => (await run((db) => getPromotion(db, actor, harness.slug, id))).evidence;
  const rename = (baseRev: number, name: string) => {
    const commands = [{ kind: "set-draft" as const, change: { name } }];
    return run((db) => saveDraft(db, actor, harness.slug, { baseRev, batchId: randomUUID(), commands }));
  };
  /** A finished experiment that ran the program of a release. */
  const finishExperiment = (name: string, releaseId: string, said: object = GATED) =>
    run(async (db) => {
      const { harnessId, program, programHash } = await db.release.findFirstOrThrow({ where: { id: releaseId } });
      const fingerprint = programFingerprint(Program.parse(program));
      const cell = { key: "draft", label: "Draft", change: {} };
      const summary = {
        ...{ cell: "draft", items: 40, trials: 40, ungraded: 0, passRate: PASS_RATE, meanCostMicros: 0 },
        ...{ medianLatencyMs: 1, against: null, ...said },
      };
      const gate = { min: 0.5 };
      const plan = {
        dataset: "cases",
        cells: [cell],
        graders: [{ name: "Equal", check: { kind: "exact" } }],
        gate,
        budgetUsd: 1,
      };
      const compiled = { ...cell, releaseId, programHash, fingerprint, simulated: false, maxCostMicros: 0 };
      await db.experiment.create({
        data: {
          ...{ tenantId, id: randomUUID(), harnessId, name, plan, planHash: `plan of ${name}`, cells: [compiled] },
          ...{ datasetId: randomUUID(), state: "done", trials: 40, finished: 40, summary: [summary] },
          ...{ createdBy: "test", endedAt: new Date() },
        },
      });
    });
  return { run, freeze, read, known, rename, finishExperiment };
}

test("a release keeps what experiments had said when it was made; what comes later stands beside it", async () => {
  const { freeze, read, known, finishExperiment } = await world();
  const bare = await freeze();
  expect((await read(bare.id)).evidence).toEqual([]);
  await finishExperiment("First", bare.id);
  const proven = await freeze();
  expect(proven).toMatchObject({ number: 2, created: true });
  const kept = { name: "First", planHash: "plan of First", verdict: "pass", passRate: PASS_RATE, items: 40 };
  expect((await read(proven.id)).evidence).toMatchObject([kept]);
  await finishExperiment("Second", proven.id);
  expect((await read(proven.id)).evidence).toMatchObject([kept]);
  const attached = (await read(proven.id)).evidence ?? [];
  expect(newerEvidence(attached, await known(proven.id)).map((one) => one.name)).toEqual(["Second"]);
});

test("evidence rests on no more rows than the threshold that was measured over the fewest", async () => {
  const { freeze, known, finishExperiment } = await world();
  const { id } = await freeze();
  const over = (grader: string, items: number) => ({
    ...{ threshold: { metric: "pass-rate", grader, min: 0.4 }, measured: { value: 1, low: 0.44, high: 1 } },
    ...{ verdict: "pass", ...NEEDS, items },
  });
  await finishExperiment("Sparse", id, { verdict: "pass", thresholds: [over("Right", 40), over("Rare", 3)] });
  expect(await known(id)).toMatchObject([{ name: "Sparse", verdict: "pass", items: 3, passRate: PASS_RATE }]);
  await finishExperiment("Whole", id, { verdict: "pass", thresholds: [over("Right", 45)] });
  expect(await known(id)).toMatchObject([{ name: "Whole", items: 40 }, { name: "Sparse" }]);
});

test("evidence about another program is not attached", async () => {
  const { freeze, read, rename, finishExperiment } = await world();
  const one = await freeze();
  await finishExperiment("Of the first", one.id);
  await rename(1, "Another program");
  expect((await read((await freeze()).id)).evidence).toEqual([]);
});

test("evidence is part of the content: nobody can add to it afterwards", async () => {
  const { run, freeze, finishExperiment, read } = await world();
  const bare = await freeze();
  await finishExperiment("First", bare.id);
  const proven = await freeze();
  expect(proven.contentHash).not.toBe(bare.contentHash);
  const change = run((db) => db.release.updateMany({ where: { id: proven.id }, data: { manifest: {} } }));
  await expect(change).rejects.toThrow(/permission denied|immutable/);
  expect((await read(proven.id)).evidence).toHaveLength(1);
});
