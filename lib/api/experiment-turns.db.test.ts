import { beforeAll, expect, test } from "vitest";
import { experimentWorld, PLAN } from "@/lib/api/testing/experiment-world.server";
import { getExperiment, listExperiments } from "@/lib/harness/experiments/data.server";
import { driveExperiments } from "@/lib/harness/experiments/drive-experiments.server";
import { findEvidence } from "@/lib/harness/experiments/find-evidence.server";
import { cancelExperiment } from "@/lib/harness/experiments/mutations.server";
import { ensurePartitions } from "@/lib/observability/spans/ensure-partitions.server";
import { newId } from "@/lib/platform/ids/new-id.server";

beforeAll(() => ensurePartitions(Date.now()));

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ input: { message: `ROW ${index}` }, expected: `ROW ${index}` }));
const alone = { ...PLAN, cells: PLAN.cells.slice(0, 1), baseline: null, thresholds: [] };

test("an answer that is cut in the middle of an emoji is graded and stored, and the experiment ends", async () => {
  const { fill, start, drive } = await experimentWorld();
  await fill([{ input: { message: `${"a".repeat(116)}😀 and more` }, expected: "b" }]);
  const { id } = await start(alone);
  expect(await drive(id)).toMatchObject({ state: "done", finished: 1, analysis: [{ passRate: { value: 0 } }] });
}, 60_000);

test("a trial that hangs is cancelled and has failed; one that no worker began has no grade", async () => {
  const { run, fill, start, work, drive } = await experimentWorld();
  await fill(rows(2));
  const { id } = await start(alone);
  await driveExperiments(Date.now());
  const [hung, idle] = await run((db) => db.run.findMany({ select: { id: true } }));
  const longAgo = new Date(Date.now() - 16 * 60_000);
  await run((db) =>
    db.run.updateMany({ where: { id: hung?.id ?? "" }, data: { queuedAt: longAgo, startedAt: longAgo } }),
  );
  await run((db) => db.run.updateMany({ where: { id: idle?.id ?? "" }, data: { queuedAt: longAgo } }));
  await driveExperiments(Date.now());
  await work();
  await drive(id);
  const trials = await run((db) => db.trial.findMany({ select: { runId: true, pass: true, status: true } }));
  const of = (runId: string | undefined) => trials.find((trial) => trial.runId === runId);
  expect(of(hung?.id)).toMatchObject({ status: "cancelled", pass: false });
  expect(of(idle?.id)).toMatchObject({ status: "cancelled", pass: null });
}, 60_000);

test("a budget below the limit of the harness starts trials, several at once, and each may cost its share of what is left", async () => {
  const { run, fill, start, read, drive } = await experimentWorld();
  await fill(rows(6));
  const { id } = await start({ ...alone, budgetUsd: 0.5 });
  const paid = (await read(id)).compiled.map((cell) => ({ ...cell, maxCostMicros: 1_000_000 }));
  await run((db) => db.experiment.updateMany({ where: { id }, data: { cells: paid } }));
  await driveExperiments(Date.now());
  const started = await run((db) => db.run.findMany({ select: { limits: true } }));
  expect(started).toEqual(Array(4).fill({ limits: expect.objectContaining({ maxCostUsd: 0.125 }) }));
  expect(await drive(id)).toMatchObject({
    state: "done",
    finished: 6,
    analysis: [{ passRate: { value: 1 }, ungraded: 0 }],
  });
}, 60_000);

test("a plan with a grader that can never answer starts nothing", async () => {
  const { run, fill, start } = await experimentWorld();
  await fill(rows(1));
  const graders = [{ name: "Shape", check: { kind: "regex", pattern: "(" } }];
  await expect(start({ ...alone, graders })).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/plan/graders/0/check/pattern" }],
  });
  expect(await run((db) => db.trial.count())).toBe(0);
}, 60_000);

test("what stops an experiment cancels its last trials, and what they cost is counted before it ends", async () => {
  const { actor, run, fill, start, read, work, drive } = await experimentWorld();
  await fill(rows(20));
  const [stopped, cancelled] = [await start(alone), await start(alone)];
  await driveExperiments(Date.now());
  await run((db) =>
    db.trial.updateMany({ where: { experimentId: stopped.id, state: "waiting" }, data: { item: "gone" } }),
  );
  const first = await run((db) => db.trial.findFirst({ where: { experimentId: stopped.id, state: "queued" } }));
  await run((db) =>
    db.trial.updateMany({
      where: { experimentId: stopped.id, ordinal: first?.ordinal ?? 0 },
      data: { state: "graded" },
    }),
  );
  await driveExperiments(Date.now());
  await run((db) => cancelExperiment(db, actor, cancelled.id, new Date()));
  expect(await read(stopped.id)).toMatchObject({ state: "stopped", endedAt: null });
  expect(await read(cancelled.id)).toMatchObject({ state: "cancelled", endedAt: null });
  await work();
  await run((db) => db.run.updateMany({ where: { status: "cancelled" }, data: { costMicros: 7n } }));
  await driveExperiments(Date.now());
  expect(await read(stopped.id)).toMatchObject({ spentMicros: 15 * 7, finished: 0 });
  expect(await read(cancelled.id)).toMatchObject({ spentMicros: 16 * 7, finished: 0 });
  for (const { id } of [stopped, cancelled]) {
    expect((await read(id)).endedAt).not.toBeNull();
    const left = await run((db) =>
      db.trial.count({ where: { experimentId: id, state: { in: ["waiting", "queued"] } } }),
    );
    expect(left).toBe(0);
  }
  const { reason } = await drive(stopped.id);
  expect(reason).toMatch(/^A row of its dataset is not there/);
}, 60_000);

test("a tenant with many experiments holds up nobody else's, and starts no more than ten", async () => {
  const [busy, other] = [await experimentWorld(), await experimentWorld()];
  await busy.fill(rows(1));
  const { id } = await busy.start(alone);
  const row = await busy.run((db) => db.experiment.findFirstOrThrow({ where: { id } }));
  const hung = Array.from({ length: 60 }, () => ({ ...row, id: newId(), plan: {}, cells: [], summary: undefined }));
  await busy.run((db) => db.experiment.createMany({ data: hung }));
  await other.fill(rows(1));
  const quick = await other.start(alone);
  expect((await other.drive(quick.id)).state).toBe("done");
  await expect(busy.start(alone)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringMatching(/no more than 10/),
  });
  await busy.run((db) => db.experiment.updateMany({ data: { state: "cancelled" } }));
}, 60_000);

test("an experiment that cannot be read is listed as such, and takes no evidence from the others; nor do those without thresholds", async () => {
  const { actor, run, fill, start, drive } = await experimentWorld();
  await fill(rows(3));
  const { id } = await start({ ...alone, thresholds: PLAN.thresholds });
  await drive(id);
  const row = await run((db) => db.experiment.findFirstOrThrow({ where: { id } }));
  const evidence = () => run((db) => findEvidence(db, actor.tenantId, row.harnessId));
  expect(await evidence()).toHaveLength(1);
  const later = {
    ...row,
    summary: [],
    endedAt: new Date(Date.now() + 60_000),
    plan: JSON.parse(JSON.stringify(row.plan)),
  };
  const without = Array.from({ length: 50 }, () => ({
    ...later,
    id: newId(),
    cells: [],
    plan: { ...later.plan, thresholds: [] },
  }));
  const unreadable = { ...later, id: newId(), cells: [{ key: 7 }] };
  await run((db) => db.experiment.createMany({ data: [...without, unreadable] }));
  expect(await evidence()).toMatchObject([{ experimentId: id }]);
  const list = await run((db) => listExperiments(db, actor));
  expect(list).toHaveLength(52);
  expect(list.find((one) => one.id === unreadable.id)).toMatchObject({
    dataset: "",
    reason: expect.stringMatching(/cannot be read/),
  });
  await expect(run((db) => getExperiment(db, actor, unreadable.id))).rejects.toMatchObject({ code: "not-found" });
}, 60_000);
