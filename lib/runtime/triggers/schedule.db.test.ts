import { expect, test } from "vitest";
import type { z } from "zod";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { syncTriggers } from "@/lib/release/triggers/sync-triggers.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { listTriggers } from "@/lib/runtime/triggers/data.server";
import { setScheduleState } from "@/lib/runtime/triggers/mutations.server";
import { runDueSchedules } from "@/lib/runtime/triggers/run-due-schedules.server";
import type { ScheduleNode } from "@/lib/runtime/triggers/schema";

type Config = z.infer<typeof ScheduleNode>;
const HOURLY: Config = {
  cron: "0 * * * *",
  zone: "UTC",
  overlap: "skip",
  catchUp: "none",
  input: { message: "Report" },
};
const at = (time: string) => Date.parse(`2030-03-06T${time}Z`);

async function office(slug: string, change: Partial<Config> = {}) {
  const program = testProgram(
    [
      { key: "hourly", kind: "trigger.schedule", config: { ...HOURLY, ...change } },
      { key: "done", kind: "end", in: { answer: { cel: "input.message" } } },
    ],
    ["hourly > done"],
    { inputs: { type: "object", properties: { message: { type: "string" } }, required: ["message"] } },
  );
  const { tenantId, harnessId, projectId, releaseId } = await storeTestRelease(slug, program);
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => tenantTransaction(tenantId, todo);
  const route = (of: typeof program, nowMs: number) =>
    work((db) => syncTriggers(db, tenantId, { harnessId, projectId, environment: "production", program: of }, nowMs));
  await work((db) =>
    db.environmentRoute.create({ data: { tenantId, harnessId, environment: "production", releaseId, rev: 1 } }),
  );
  await route(program, at("07:30:00"));
  const end = (runId: string) =>
    work((db) => db.run.updateMany({ where: { tenantId, id: runId }, data: { status: "succeeded" } }));
  const state = () =>
    work(async (db) => ({
      runs: await db.run.findMany({ where: { tenantId }, orderBy: { queuedAt: "asc" } }),
      ticks: (await db.scheduleTick.findMany({ where: { tenantId }, orderBy: { dueAt: "asc" } })).map(
        ({ dueAt, outcome }) => `${dueAt.toISOString().slice(11, 16)} ${outcome}`,
      ),
      schedule: await db.schedule.findFirst({ where: { tenantId } }),
    }));
  return { tenantId, actor, work, route, program, end, state };
}

test("a time that has come starts one run with the schedule's input, however many workers look", async () => {
  const { state } = await office("schedule-a");
  await runDueSchedules(at("07:59:59"));
  expect((await state()).runs).toEqual([]);
  await Promise.all(Array.from({ length: 4 }, () => runDueSchedules(at("08:00:01"))));
  await runDueSchedules(at("08:00:02"));
  const { runs, ticks, schedule } = await state();
  expect(runs).toMatchObject([
    { trigger: "schedule", input: { message: "Report" }, startedBy: "system:schedule", options: { entry: "hourly" } },
  ]);
  expect(ticks).toEqual(["08:00 started"]);
  expect(schedule?.nextAt?.getTime()).toBe(at("09:00:00"));
});

test("while the run goes on, the next time is skipped", async () => {
  const { state } = await office("schedule-skip");
  await runDueSchedules(at("08:00:01"));
  await runDueSchedules(at("09:00:01"));
  expect((await state()).ticks).toEqual(["08:00 started", "09:00 skipped"]);
});

test("while the run goes on, the next time waits, and starts when it is over", async () => {
  const { state, end } = await office("schedule-queue", { overlap: "queue" });
  await runDueSchedules(at("08:00:01"));
  await runDueSchedules(at("09:00:01"));
  await runDueSchedules(at("09:10:00"));
  const before = await state();
  expect(before.ticks).toEqual(["08:00 started", "09:00 waiting"]);
  await end(before.runs[0]?.id ?? "");
  await runDueSchedules(at("09:20:00"));
  const { ticks, runs, schedule } = await state();
  expect(ticks).toEqual(["08:00 started", "09:00 started"]);
  expect(runs).toHaveLength(2);
  expect(schedule?.nextAt?.getTime()).toBe(at("10:00:00"));
});

test("while the run goes on, the next time ends it", async () => {
  const { state } = await office("schedule-cancel", { overlap: "cancel-previous" });
  await runDueSchedules(at("08:00:01"));
  await runDueSchedules(at("09:00:01"));
  const { runs, ticks } = await state();
  expect(runs.map((run) => run.cancelRequestedAt !== null)).toEqual([true, false]);
  expect(ticks).toEqual(["08:00 started", "09:00 started"]);
});

test("times that passed without a worker: none is made up for, or only the last", async () => {
  const none = await office("schedule-none");
  const last = await office("schedule-last", { catchUp: "last" });
  await runDueSchedules(at("11:30:00"));
  expect((await none.state()).ticks).toEqual(["08:00 missed"]);
  expect((await none.state()).runs).toEqual([]);
  expect((await last.state()).ticks).toEqual(["11:00 started"]);
  expect((await last.state()).runs).toHaveLength(1);
});

test("paused it starts nothing; resumed it goes on after now, without what passed", async () => {
  const { state, work, actor } = await office("schedule-pause", { catchUp: "last" });
  const id = (await state()).schedule?.id ?? "";
  await work((db) => setScheduleState(db, actor, id, { state: "paused", nowMs: at("07:40:00") }));
  await runDueSchedules(at("10:00:01"));
  expect((await work((db) => listTriggers(db, actor, at("10:00:01")))).schedules).toMatchObject([{ next: [] }]);
  await work((db) => setScheduleState(db, actor, id, { state: "active", nowMs: at("10:30:00") }));
  await runDueSchedules(at("10:30:01"));
  expect((await state()).ticks).toEqual([]);
  await runDueSchedules(at("11:00:01"));
  expect((await state()).ticks).toEqual(["11:00 started"]);
});

test("an input that does not fit is seen at its time, and the schedule goes on", async () => {
  const { state } = await office("schedule-bad", { input: { wrong: 1 } });
  await runDueSchedules(at("08:00:01"));
  const { ticks, runs, schedule } = await state();
  expect([ticks, runs]).toEqual([["08:00 failed"], []]);
  expect(schedule?.nextAt?.getTime()).toBe(at("09:00:00"));
});

test("a promotion keeps a trigger that stays, with its history, and takes one that is gone away", async () => {
  const { state, route, program } = await office("schedule-route");
  await runDueSchedules(at("08:00:01"));
  const before = await state();
  await route(program, at("08:10:00"));
  expect((await state()).schedule?.id).toBe(before.schedule?.id);
  expect((await state()).ticks).toEqual(["08:00 started"]);
  const without = testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "done", kind: "end" },
    ],
    ["start > done"],
  );
  await route(without, at("08:20:00"));
  expect((await state()).schedule).toBeNull();
});

test("a schedule that names no time is refused in words, and the one before stays", async () => {
  const { route, program, state } = await office("schedule-never");
  const broken = {
    ...program,
    nodes: program.nodes.map((node) =>
      node.kind === "trigger.schedule" ? { ...node, config: { ...node.config, cron: "60 9 * * *" } } : node,
    ),
  };
  await expect(route(broken, at("07:40:00"))).rejects.toMatchObject({
    code: "not-promotable",
    detail: expect.stringContaining("five fields"),
  });
  expect((await state()).schedule?.config).toMatchObject({ cron: HOURLY.cron });
});
