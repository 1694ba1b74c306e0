import { beforeAll, expect, test } from "vitest";
import { echoDraft, experimentWorld, PLAN } from "@/lib/api/testing/experiment-world.server";
import { getItem, listItems } from "@/lib/harness/experiments/data.server";
import { driveExperiments } from "@/lib/harness/experiments/drive-experiments.server";
import { findEvidence } from "@/lib/harness/experiments/find-evidence.server";
import { cancelExperiment } from "@/lib/harness/experiments/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";

const ROWS = 50;

beforeAll(() => ensurePartitions(Date.now()));

/** The first 20 are in capitals already. */
const rows = Array.from({ length: ROWS }, (_, index) => ({
  input: { message: index < 20 ? `ROW ${index}` : `row ${index}` },
  expected: `ROW ${index}`,
}));
test("two prompt variants over 50 rows: the better one wins, its fixed rows are named, one verdict passes and one fails", async () => {
  const { actor, run, fill, start, drive } = await experimentWorld();
  await fill(rows);
  const { id } = await start(PLAN);
  const done = await drive(id);
  expect(done).toMatchObject({
    state: "done",
    trials: 100,
    finished: 100,
    simulated: true,
    best: { label: "Capitals" },
  });
  const [plain, capitals] = done.analysis;
  expect(plain).toMatchObject({ items: 50, passRate: { value: 0.4 }, verdict: "fail" });
  expect(capitals).toMatchObject({ passRate: { value: 1 }, verdict: "pass", against: { broken: [] } });
  expect(capitals?.against?.fixed).toHaveLength(30);
  expect(capitals?.against?.pValue).toBeLessThan(1e-6);
  const fixed = await run((db) => listItems(db, actor, id, { limit: 100, only: "fixed" }));
  expect(fixed.items).toHaveLength(30);
  const detail = await run((db) => getItem(db, actor, id, fixed.items[0]?.item ?? ""));
  expect(detail.trials.map((trial) => [trial.cell, trial.pass, trial.output])).toEqual([
    ["plain", false, { answer: "row 20" }],
    ["capitals", true, { answer: "ROW 20" }],
  ]);
}, 120_000);

test("thresholds on cost, time, tokens, steps and one grader are held against what the trials used, and become evidence", async () => {
  const { actor, run, fill, start, drive } = await experimentWorld();
  await fill(rows);
  const graders = [...PLAN.graders, { name: "Short", check: { kind: "tokens", max: 1 }, weight: 0 }];
  const thresholds = [
    { metric: "mean-cost-usd", max: 0.01 },
    { metric: "mean-latency-ms", max: 0.001 },
    { metric: "mean-tokens", maxRise: 1 },
    { metric: "mean-steps", max: 100 },
    { metric: "p95-latency-ms", max: 600_000 },
    { metric: "pass-rate", grader: "Short", min: 0.5 },
  ];
  const { id } = await start({ ...PLAN, graders, thresholds });
  const done = await drive(id);
  const [plain, capitals] = done.analysis;
  expect(done.verdict).toBe("fail");
  expect(plain?.thresholds.map((one) => one.verdict)).toEqual(["pass", "fail", "pass", "inconclusive", "fail"]);
  expect(capitals?.thresholds.map((one) => one.verdict)).toEqual([
    ...["pass", "fail", "pass", "pass", "inconclusive", "fail"],
  ]);
  expect(capitals?.thresholds[4]).toMatchObject({ items: 50, itemsNeeded: 73, measured: { high: null } });
  const [steps] = await run((db) => db.trial.findMany({ select: { steps: true, tokens: true }, take: 1 }));
  expect(steps?.steps).toBeGreaterThan(0);
  expect(steps?.tokens).toBeGreaterThan(0);
  const { harnessId } = await run((db) => db.experiment.findFirstOrThrow({ select: { harnessId: true } }));
  const evidence = await run((db) => findEvidence(db, actor.tenantId, harnessId));
  expect(evidence.map((one) => [one.cell, one.verdict, one.thresholds?.length])).toEqual([
    ["As it is", "fail", 5],
    ["Capitals", "fail", 6],
  ]);
}, 120_000);

test("after a restart in the middle no trial runs twice and none is lost", async () => {
  const { run, fill, start, read, work, drive } = await experimentWorld();
  await fill(rows.slice(0, 12));
  const { id } = await start({ ...PLAN, repeats: 2, thresholds: [] });
  await driveExperiments(Date.now());
  await work();
  // Two processes take the next turns at once, as after a restart of one of them.
  await Promise.all([driveExperiments(Date.now()), driveExperiments(Date.now())]);
  expect((await read(id)).finished).toBe(16);
  expect(await drive(id)).toMatchObject({ state: "done", finished: 48 });
  const runs = await run((db) =>
    db.run.findMany({ select: { idempotencyKey: true, environment: true, trigger: true } }),
  );
  expect(new Set(runs.map((one) => one.idempotencyKey)).size).toBe(48);
  expect(runs).toHaveLength(48);
  expect(runs.every((one) => one.environment === "draft" && one.trigger === "experiment")).toBe(true);
}, 120_000);

test("a cancelled experiment starts nothing more, cancels what is queued, and shows what is finished", async () => {
  const { actor, run, fill, start, read, work } = await experimentWorld();
  await fill(rows);
  const { id } = await start(PLAN);
  await driveExperiments(Date.now());
  await work();
  await driveExperiments(Date.now());
  await run((db) => cancelExperiment(db, actor, id, new Date()));
  await work();
  await driveExperiments(Date.now());
  const after = await read(id);
  expect(after).toMatchObject({ state: "cancelled", finished: 16 });
  expect(after.analysis.reduce((sum, cell) => sum + cell.trials, 0)).toBe(16);
  const statuses = await run((db) => db.run.groupBy({ by: ["status"], _count: true }));
  expect(Object.fromEntries(statuses.map((one) => [one.status, one._count]))).toEqual({ succeeded: 16, cancelled: 16 });
}, 120_000);

test("an experiment that cannot be read holds up nobody else's", async () => {
  const [broken, sound] = [await experimentWorld(), await experimentWorld()];
  await broken.fill(rows);
  const { id } = await broken.start(PLAN);
  await broken.run((db) => db.experiment.updateMany({ where: { id }, data: { plan: {} } }));
  await sound.fill(rows.slice(0, 2));
  const other = await sound.start(PLAN);
  expect((await sound.drive(other.id)).state).toBe("done");
  await broken.run((db) => db.experiment.updateMany({ where: { id }, data: { state: "cancelled" } }));
}, 120_000);

test("an unmocked tool that pays is never called in a trial, and a prepared answer reaches the model", async () => {
  const { run, fill, start, drive } = await experimentWorld(echoDraft(["orders_get", "refund_create"]));
  const message = "Please refund EUR 20 for order A-1002";
  const answer = { id: "rf_1", order_id: "A-1002", amount: 20 };
  await fill([
    { input: { message }, tags: ["mocked"], mocks: [{ tool: "refund_create", when: "args.amount <= 50", answer }] },
    { input: { message }, tags: ["unmocked"] },
  ]);
  const graders = [
    { name: "Refunded", check: { kind: "contains", at: "/answer", text: "reference rf_1" } },
    {
      name: "Looks first",
      check: { kind: "tool-sequence", tools: ["orders_get", "refund_create"], match: "ordered" },
      weight: 0,
    },
  ];
  const { id } = await start({ ...PLAN, cells: [PLAN.cells[0]], baseline: null, thresholds: [], graders });
  const done = await drive(id);
  expect(done.analysis[0]).toMatchObject({ items: 2, passRate: { value: 0.5 }, ungraded: 0 });
  const effects = await run((db) => db.effect.findMany({ where: { nodeKey: "agent" } }));
  expect(effects).toEqual([]);
  const trials = await run((db) => db.trial.findMany({ orderBy: { ordinal: "asc" } }));
  for (const trial of trials) expect(trial.scores).toMatchObject([{}, { verdict: "pass" }]);
}, 120_000);

test("a plan that does not fit starts nothing and says where", async () => {
  const { run, fill, start } = await experimentWorld();
  await expect(start(PLAN)).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/plan/dataset" }] });
  await fill([{ input: { nothing: 1 } }]);
  await expect(start(PLAN)).rejects.toMatchObject({ errors: [{ message: expect.stringContaining("Row 1") }] });
  const lost = { ...PLAN.cells[1], change: { prompts: { nobody: { prompt: "say", rev: 1 } } } };
  await run((db) => db.datasetRow.updateMany({ where: { revTo: null }, data: { revTo: 3 } }));
  await expect(start({ ...PLAN, datasetRev: 2, cells: [lost], baseline: "gone" })).rejects.toMatchObject({
    code: "invalid",
  });
  const thresholds = [
    { metric: "pass-rate", grader: "Nobody", min: 0.5 },
    { metric: "mean-cost-usd", maxRise: 0.1 },
  ];
  const alone = { ...PLAN, datasetRev: 2, cells: [PLAN.cells[0]], baseline: null, thresholds };
  await expect(start(alone)).rejects.toMatchObject({
    errors: [{ pointer: "/plan/thresholds/0/grader" }, { pointer: "/plan/thresholds/1" }, {}],
  });
  expect(await run((db) => db.trial.count())).toBe(0);
}, 60_000);
