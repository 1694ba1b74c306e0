import { expect, test } from "vitest";
import { type LimitRow, raiseOf, suggestedEntries } from "@/components/runtime/replay/raise-model";

const row = (more: Partial<LimitRow>): LimitRow => ({
  name: "maxTokens",
  used: 1_200,
  limit: 1_000,
  most: 10_000,
  reached: true,
  ...more,
});
const time = row({ name: "maxActiveMs", used: 500, limit: 60_000, most: 600_000, reached: false });

test("a limit that is used up is suggested twice, within its bound; others stay empty", () => {
  expect(suggestedEntries([row({}), time])).toEqual({ maxTokens: "2400" });
  expect(suggestedEntries([row({ used: 9_000 })])).toEqual({ maxTokens: "10000" });
});

test("a grant is in the units of the API, and leaves out what stays as it is", () => {
  expect(raiseOf([row({}), time], { maxTokens: "3000", maxActiveMs: "90" })).toEqual({
    limits: { maxTokens: 3_000, maxActiveMs: 90_000 },
    errors: {},
  });
  expect(raiseOf([time], {})).toEqual({ limits: null, errors: {} });
});

test.each([
  ["", "This is used up: enter more."],
  ["900", "Not below 1,000, which it may use already."],
  ["1100", "More than the 1,200 that are used."],
  ["10001", "At most 10,000 for one run."],
  ["many", "Enter a number."],
])("%s is not a grant, and says why", (entered, message) => {
  expect(raiseOf([row({})], { maxTokens: entered })).toEqual({ limits: null, errors: { maxTokens: message } });
});
