import { randomBytes } from "node:crypto";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { createDataset, editDataset } from "@/lib/harness/datasets/mutations.server";
import { DatasetChange } from "@/lib/harness/datasets/schema";
import { getExperiment } from "@/lib/harness/experiments/data.server";
import { driveExperiments } from "@/lib/harness/experiments/drive-experiments.server";
import { createExperiment } from "@/lib/harness/experiments/mutations.server";
import { NewExperiment } from "@/lib/harness/experiments/schema";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { createPrompt, revisePrompt } from "@/lib/harness/prompts/mutations.server";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { createPostgresSpanSink } from "@/lib/observability/spans/postgres-span-sink.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { SegmentPool } from "@/lib/runtime/segment/segment-pool.server";
import { productionParts } from "@/lib/runtime/worker/production-parts.server";

const sink = createPostgresSpanSink();
const pool = new SegmentPool({ ...productionParts({ sink, sleep: async () => {} }), workerId: "test" });

/** An agent on the echo model, whose answer is its prompt filled in; revision 2 of the prompt writes in capitals. */
export function echoDraft(tools: string[] = []): Draft {
  const draft = readyDraft();
  const slot = { fallbacks: [], temperature: 0, maxOutputTokens: 500 };
  const nodes = draft.nodes.map((node) => {
    if (node.kind === "end") return { ...node, in: { answer: { cel: "steps.agent.output.text" } } };
    if (node.kind !== "agent") return node;
    return {
      ...node,
      config: { ...node.config, tools, prompt: { system: "", user: "", ref: { prompt: "say", rev: 1 } } },
    };
  });
  return {
    ...draft,
    nodes,
    models: { main: { ...slot, model: tools.length > 0 ? "sandbox/support-demo" : "sandbox/echo" } },
  };
}

/** A tenant with a prompt in two revisions, a harness that uses it, and an empty dataset; the test is the worker. */
export async function experimentWorld(draft = echoDraft()) {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "draft:run", work);
  const body = (user: string) => ({ body: promptBody({ system: "", user }), message: "" });
  await run((db) => createPrompt(db, actor, { key: "say", name: "Say", ...body("{{ input.message }}") }));
  await run((db) =>
    revisePrompt(db, actor, "say", { variant: "main", baseRev: 1, ...body("{{ input.message | upcase }}") }),
  );
  const harness = await run((db) => createHarness(db, actor, "Echo", draft));
  await run((db) => createDataset(db, actor, { key: "words", name: "Words" }));
  const fill = (put: unknown[]) =>
    run((db) => editDataset(db, actor, "words", DatasetChange.parse({ baseRev: 1, put })));
  const start = (plan: object) =>
    run((db) => createExperiment(db, actor, NewExperiment.parse({ harness: harness.slug, name: "Capitals", plan })));
  const read = (id: string) => run((db) => getExperiment(db, actor, id));
  /** One turn of the worker: everything that is queued. */
  const work = async () => {
    const queued = await run((db) => db.run.findMany({ where: { status: "queued" }, select: { id: true } }));
    for (const { id } of queued) await pool.execute({ tenantId, runId: id });
    await sink.flush(5_000);
  };
  const drive = async (id: string) => {
    for (let turn = 0; turn < 100; turn += 1) {
      await driveExperiments(Date.now());
      if ((await read(id)).state !== "running") return await read(id);
      await work();
    }
    throw new Error("The experiment does not end.");
  };
  return { actor, run, fill, start, read, work, drive };
}

const say = (rev: number) => ({ prompts: { agent: { prompt: "say", rev } } });
/** Two variants on one grader. */
export const PLAN = {
  dataset: "words",
  cells: [
    { key: "plain", label: "As it is", change: say(1) },
    { key: "capitals", label: "Capitals", change: say(2) },
  ],
  baseline: "plain",
  repeats: 1,
  graders: [{ name: "Right", check: { kind: "exact", loose: false, at: "/answer" } }],
  thresholds: [{ metric: "pass-rate", min: 0.8 }],
  budgetUsd: 1,
};
