import { expect, test } from "vitest";
import { lastTick, nextTicks, timesProblem } from "@/lib/release/triggers/next-ticks";

const zone = "Europe/Vienna";
const iso = (times: number[]) => times.map((time) => new Date(time).toISOString());
const from = (cron: string, at: string, count = 3) => iso(nextTicks({ cron, zone }, Date.parse(at), count));

test("nine o'clock stays nine o'clock when the clock changes", () => {
  expect(from("0 9 * * *", "2026-03-28T00:00:00Z")).toEqual([
    "2026-03-28T08:00:00.000Z",
    "2026-03-29T07:00:00.000Z",
    "2026-03-30T07:00:00.000Z",
  ]);
});

test("a time that the clock jumps over in spring comes once, when the jump is over", () => {
  expect(from("30 2 * * *", "2026-03-28T12:00:00Z", 2)).toEqual([
    "2026-03-29T01:00:00.000Z",
    "2026-03-30T00:30:00.000Z",
  ]);
});

test("a time that comes twice in autumn is taken once", () => {
  expect(from("30 2 * * *", "2026-10-24T12:00:00Z", 2)).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-26T01:30:00.000Z",
  ]);
});

test("every half hour goes on through both changes of the clock", () => {
  for (const night of ["2026-03-29T00:10:00Z", "2026-10-24T23:40:00Z"]) {
    const times = nextTicks({ cron: "*/30 * * * *", zone }, Date.parse(night), 7);
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(new Set(gaps)).toEqual(new Set([1_800_000]));
  }
});

test("the last time is at or before the asked one", () => {
  const at = Date.parse("2026-11-23T08:00:00Z");
  expect(lastTick({ cron: "0 9 * * 1", zone }, at)).toBe(at);
  expect(lastTick({ cron: "0 9 * * 1", zone }, at - 1)).toBe(at - 7 * 86_400_000);
});

test("seconds, unknown zones and times that never come are refused in words", () => {
  expect(timesProblem({ cron: "0 9 * * 1-5", zone })).toBeNull();
  for (const cron of ["* * * * * *", "60 * * * *", "*/0 * * * *", "a b c d e", ""])
    expect(timesProblem({ cron, zone })).toMatchObject({
      field: "cron",
      message: expect.stringMatching(/five fields/),
    });
  for (const unknown of ["Mars/Base", ""])
    expect(timesProblem({ cron: "0 9 * * *", zone: unknown })).toMatchObject({ field: "zone" });
  expect(timesProblem({ cron: "0 9 31 2 *", zone })).toMatchObject({ message: expect.stringMatching(/no time/) });
});
