import { expect, test } from "vitest";
import { isTooDeep } from "@/lib/platform/http/json-hazard";

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("65 levels are too deep, 64 are not, and brackets in a text do not count", () => {
  expect(isTooDeep(nested(65))).toBe(true);
  expect(isTooDeep(nested(64))).toBe(false);
  expect(isTooDeep(JSON.stringify({ text: `\\"${nested(100)}` }))).toBe(false);
  expect(isTooDeep(`"${nested(100)}`)).toBe(false);
});

test("a megabyte of escaped quotes in a text without an end is looked through within a second", () => {
  const before = process.cpuUsage();
  isTooDeep(`"${'\\"'.repeat(500_000)}`);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(1_000);
});
