import { expect, test } from "vitest";
import { decideTick, type ScheduleConfig } from "@/lib/runtime/triggers/decide-tick";

const HOURLY: ScheduleConfig = { cron: "0 * * * *", zone: "UTC", overlap: "skip", catchUp: "none" };
const at = (time: string) => Date.parse(`2026-11-25T${time}Z`);
const due = (change: Partial<ScheduleConfig> = {}, isBusy = false, hasWaited = false) => ({
  config: { ...HOURLY, ...change },
  dueMs: at("08:00:00"),
  isBusy,
  hasWaited,
});

test("a time that has come starts a run, and the next one is an hour later", () => {
  expect(decideTick(due(), at("08:00:01"))).toEqual({
    kind: "start",
    dueMs: at("08:00:00"),
    cancelsPrevious: false,
    missedBefore: false,
    nextMs: at("09:00:00"),
  });
});

test("while the run of an earlier time goes on: skip, wait, or end it", () => {
  expect(decideTick(due({ overlap: "skip" }, true), at("08:00:01"))).toMatchObject({ kind: "skip" });
  expect(decideTick(due({ overlap: "queue" }, true), at("08:00:01"))).toEqual({ kind: "wait" });
  expect(decideTick(due({ overlap: "cancel-previous" }, true), at("08:00:01"))).toMatchObject({
    kind: "start",
    cancelsPrevious: true,
  });
});

test("a time that waited starts late, once, however many passed meanwhile", () => {
  expect(decideTick(due({ overlap: "queue" }, false, true), at("10:20:00"))).toMatchObject({
    kind: "start",
    dueMs: at("10:00:00"),
    nextMs: at("11:00:00"),
  });
});

test("times that nobody was there for: none is made up for, or only the last", () => {
  expect(decideTick(due(), at("11:30:00"))).toEqual({ kind: "miss", dueMs: at("08:00:00"), nextMs: at("12:00:00") });
  expect(decideTick(due({ catchUp: "last" }), at("11:30:00"))).toMatchObject({
    kind: "start",
    dueMs: at("11:00:00"),
    missedBefore: true,
  });
  // Somebody is back just in time for the newest one.
  expect(decideTick(due(), at("11:00:20"))).toMatchObject({ kind: "start", dueMs: at("11:00:00") });
});
