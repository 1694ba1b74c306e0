import { expect, test } from "vitest";
import { matchRows } from "@/components/ui/match-rows";

const rows = [
  { name: "Support desk", key: "support-desk" },
  { name: "Süd: Müllabfuhr", key: "waste" },
  { name: "Research", key: "deep_research" },
];
const found = (search: string) => matchRows(rows, search, ({ name, key }) => [name, key]).map(({ key }) => key);

test("every word has to be found, in any order and in any of the texts", () => {
  expect(found("desk support")).toEqual(["support-desk"]);
  expect(found("research deep_")).toEqual(["deep_research"]);
  expect(found("desk research")).toEqual([]);
});

test("neither case nor accents matter", () => {
  expect(found("SUD mull")).toEqual(["waste"]);
  expect(found("müll")).toEqual(["waste"]);
});

test("a word does not run over from one text into the next", () => {
  expect(found("desksupport")).toEqual([]);
});

test("a search without a word leaves the list as it is", () => {
  expect(matchRows(rows, "  ", () => [])).toBe(rows);
});
