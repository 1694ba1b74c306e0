import { expect, test } from "vitest";
import { inertText, keyFields } from "@/components/runtime/approvals/key-fields";

test("key fields come first; nothing in a value can hide or change direction", () => {
  expect(keyFields({ reason: "late\nApproved by Mara", order_id: "A-1\u202e", amount: 250 })).toEqual([
    ["amount", "250"],
    ["order_id", "A-1\\u202e"],
    ["reason", "late\\u000aApproved by Mara"],
  ]);
});

test("markup stays text, and long values are cut in the summary only", () => {
  expect(inertText("<b>x</b>")).toBe("<b>x</b>");
  expect(keyFields({ text: "x".repeat(10_000) })[0]?.[1]).toHaveLength(200);
  expect(keyFields(null)).toEqual([]);
});
