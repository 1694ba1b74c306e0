import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const IS_TEST = /\.(test|contract)\.ts$/;
const NAMED = /"([^"]{12,})"/g;

test("every test that docs/guarantees.md names is there", () => {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) => IS_TEST.test(file));
  const sources = files.map((file) => readFileSync(join("lib", file), "utf8"));
  const table = readFileSync("docs/guarantees.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  const named = table.flatMap((line) => [...line.matchAll(NAMED)].map((match) => match[1] ?? ""));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !sources.some((source) => source.includes(`"${name}"`)))).toEqual([]);
});
