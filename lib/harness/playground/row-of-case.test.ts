import { expect, test } from "vitest";
import { inputOfRow, rowOfCase } from "@/lib/harness/playground/row-of-case";

test("a value of a dataset keeps its type until somebody types over it", () => {
  const row = rowOfCase({ id: "i_1", input: { amount: 12, items: ["a"], text: "hi" } });
  expect(row.values).toEqual({ amount: "12", items: '["a"]', text: "hi" });
  expect(inputOfRow(row, ["amount", "items", "text", "other"])).toEqual({
    amount: 12,
    items: ["a"],
    text: "hi",
    other: "",
  });
  const typed = { ...row, values: { ...row.values, amount: "13" } };
  expect(inputOfRow(typed, ["amount"])).toEqual({ amount: "13" });
});

test("an input that is no object has no variables", () => {
  expect(rowOfCase({ id: "i_1", input: "just text" })).toMatchObject({ values: {}, given: {} });
});
