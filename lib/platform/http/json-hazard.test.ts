import { expect, test } from "vitest";
import { isTooDeep, jsonHazard } from "@/lib/platform/http/json-hazard";
import { readJsonBody } from "@/lib/platform/http/read-json-body.server";

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

const NUL = "\u0000";
const HALF = "\ud800";

test("a text or a key that the database cannot hold is found with the place where it stands", () => {
  expect(jsonHazard({ a: [{ "b/c": `x${NUL}` }] })?.pointer).toBe("/a/0/b~1c");
  expect(jsonHazard({ a: `x${HALF}y` })?.pointer).toBe("/a");
  expect(jsonHazard({ a: { [`k${NUL}`]: 1 } })).toMatchObject({ message: expect.stringContaining("A key") });
  expect(jsonHazard(HALF)?.pointer).toBe("");
  expect(jsonHazard({ text: `one\ntwo${NUL}\n` })?.message).toMatch("in line 2");
  expect(jsonHazard({ text: "whole 😀 pairs, tabs\t and lines\n" })).toBeNull();
});

test("the text of a file is left to who reads it; everything beside it is looked at", () => {
  expect(jsonHazard({ text: NUL, name: "x" }, ["/text"])).toBeNull();
  expect(jsonHazard({ text: NUL, name: NUL }, ["/text"])?.pointer).toBe("/name");
});

test("a body with such a text is a bad request that names the place", async () => {
  const body = '{"input":{"message":"a\\u0000b"}}';
  const request = new Request("http://127.0.0.1/", {
    ...{ method: "POST", body },
    headers: { "content-type": "application/json" },
  });
  await expect(readJsonBody(request, 1_000)).rejects.toMatchObject({
    ...{ code: "bad-request", errors: [{ pointer: "/input/message" }] },
  });
});
