import { expect, test } from "vitest";
import { mapRecord, suggestMapping } from "@/lib/harness/datasets/map-record";
import { readDatasetFile } from "@/lib/harness/datasets/read-dataset-file.server";
import { DatasetChange } from "@/lib/harness/datasets/schema";

test("a record of a CSV file knows the line it began on, across quoted line breaks", async () => {
  const { columns, records } = await readDatasetFile("csv", 'message,expected\n"two\nlines",a\nlast,b\n');
  expect(columns).toEqual(["message", "expected"]);
  expect(records.map(({ line }) => line)).toEqual([2, 4]);
  expect(records[0]?.record).toEqual({ message: "two\nlines", expected: "a" });
});

test("a mistake in a CSV file names its line and keeps the other records", async () => {
  const { records, errors } = await readDatasetFile("csv", "a,b\n1,2\n3\n4,5\n");
  expect(records.map(({ record }) => record.a)).toEqual(["1", "4"]);
  expect(errors).toEqual([{ line: 3, message: "It has another number of columns than the header." }]);
});

test("JSON lines: empty lines are skipped, what is no object is a mistake with its line", async () => {
  const { columns, records, errors } = await readDatasetFile("jsonl", '\uFEFF{"input":1}\n\n[1]\n{"b":2\n{"c":true}');
  expect(columns).toEqual(["input", "c"]);
  expect(records.map(({ line }) => line)).toEqual([1, 5]);
  expect(errors.map(({ line }) => line)).toEqual([3, 4]);
});

test("reading stops after 10,000 records and says so", async () => {
  for (const [format, text] of [
    ["csv", `a\n${"x\n".repeat(10_500)}`],
    ["jsonl", '{"a":1}\n'.repeat(10_500)],
  ] as const) {
    const { records, errors } = await readDatasetFile(format, text);
    expect(records).toHaveLength(10_000);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain("at most 10000 rows");
  }
});

test("columns are guessed from their names, and what is guessed makes rows", () => {
  const mapping = suggestMapping(["message", "language", "label", "tags"], "csv");
  const mapped = mapRecord({ message: "Hi", language: "en", label: "greeting", tags: "short; easy" }, mapping);
  expect(mapped).toEqual({
    ok: true,
    row: { input: { message: "Hi", language: "en" }, expected: "greeting", tags: ["short", "easy"], mocks: [] },
  });
  const own = suggestMapping(["input", "expected", "id"], "jsonl");
  expect(mapRecord({ input: { q: 1 }, expected: null, id: 7 }, own)).toMatchObject({
    row: { input: { q: 1 }, expected: null },
  });
});

test("a cell that should be JSON and is not, and a row without input, are refused in words", () => {
  const json = { column: "x", to: "input", field: "", as: "json" } as const;
  expect(mapRecord({ x: "{" }, [json])).toEqual({ ok: false, message: 'Column "x" is not JSON: {' });
  expect(mapRecord({ x: "" }, [json])).toEqual({ ok: false, message: "There is nothing for the input." });
});

test("a cell with a character that cannot be stored is a mistake of its line, as text and as JSON", async () => {
  const lines = await readDatasetFile(
    "jsonl",
    '{"input":"fine"}\n{"input":{"q":"a\\u0000"}}\n{"expected":"\\ud800","input":1}',
  );
  const mapped = lines.records.map(({ record }) => mapRecord(record, suggestMapping(lines.columns, "jsonl")));
  expect(mapped.map(({ ok }) => ok)).toEqual([true, false, false]);
  expect(mapped[1]).toMatchObject({ message: expect.stringMatching(/^input\.q: .*cannot be stored/) });
  const json = { column: "x", to: "input", field: "", as: "json" } as const;
  expect(mapRecord({ x: '["\\u0000"]' }, [json]).ok).toBe(false);
});

test("an edit that changes a row twice is refused with the place of the second one", () => {
  const row = { id: "i_0123456789", input: 1 };
  const read = DatasetChange.safeParse({ baseRev: 1, put: [row, { input: 1 }, { input: 1 }, { ...row, input: 2 }] });
  expect(read.error?.issues).toMatchObject([{ path: ["put", 3, "id"], message: "This row is changed twice." }]);
});
