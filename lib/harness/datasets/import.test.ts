import { expect, test } from "vitest";
import { mappingMistake, mapRecord, suggestMapping } from "@/lib/harness/datasets/map-record";
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

test("a file of mistakes alone is given up after a hundred of them, and says so", async () => {
  for (const [format, text] of [
    ["csv", `a,b\n${"x\n".repeat(100_000)}`],
    ["jsonl", "x\n".repeat(100_000)],
  ] as const) {
    const { records, errors } = await readDatasetFile(format, text);
    expect(records).toEqual([]);
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)?.message).toContain("stopped after 100 mistakes");
  }
});

test("a line over a megabyte is a mistake before anybody parses it", async () => {
  const { records, errors } = await readDatasetFile("jsonl", `{"a":1}\n{"a":[${"1,".repeat(600_000)}1]}\n{"a":2}`);
  expect(records.map(({ line }) => line)).toEqual([1, 3]);
  expect(errors).toEqual([{ line: 2, message: "The record is longer than 1 MB." }]);
});

test("the first hundred fields of JSON lines are columns, however many there are", async () => {
  const lines = Array.from({ length: 300 }, (_, line) => JSON.stringify({ [`a${line}`]: 1, [`b${line}`]: 2 }));
  const { columns, records } = await readDatasetFile("jsonl", lines.join("\n"));
  expect([columns.length, records.length]).toEqual([100, 300]);
});

test("a CSV file is read with a comma, a semicolon or a tab, and with any ends of lines, mixed ones too", async () => {
  for (const text of [
    "input,expected\n1,2\n3,4\n",
    "input;expected\r\n1;2\n3;4\r\n",
    "\uFEFFinput\texpected\r1\t2\r3\t4\r",
    '"input, or so";expected\n1;2\n3;4',
  ]) {
    const { columns, records, errors } = await readDatasetFile("csv", text);
    expect([columns[1], errors]).toEqual(["expected", []]);
    expect(records.map(({ record }) => Object.values(record))).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
  }
});

test("a header with a name twice, or with more than a hundred columns, is refused as what it is", async () => {
  const double = await readDatasetFile("csv", "a,b, a\n1,2,3\n4,5,6\n");
  expect(double.errors).toMatchObject([{ line: 1, message: expect.stringContaining('"a" twice') }]);
  const wide = Array.from({ length: 101 }, (_, at) => `c${at}`).join(",");
  const { errors } = await readDatasetFile("csv", `${wide}\n${wide}\n${wide}\n`);
  expect(errors).toMatchObject([{ line: 1, message: expect.stringContaining("101 columns; at most 100") }]);
});

test("tags of several columns come together, and of two columns for one place the guess takes the first", () => {
  const mapping = suggestMapping(["message", "answer", "label", "tags", "category"], "csv");
  expect(mapping.map(({ to }) => to)).toEqual(["input", "expected", "ignore", "tags", "tags"]);
  expect(mappingMistake(mapping)).toBeNull();
  const record = { message: "Hi", answer: "Hello", label: "greeting", tags: "short; easy", category: "mail" };
  expect(mapRecord(record, mapping)).toMatchObject({ row: { expected: "Hello", tags: ["short", "easy", "mail"] } });
});

test("the work for a row grows with its columns, not with their square: a file of a million cells takes a moment", async () => {
  const columns = Array.from({ length: 100 }, (_, at) => `c${at}`);
  const record = Object.fromEntries(columns.map((name) => [name, "some words"]));
  const mapping = suggestMapping(columns, "csv");
  const before = process.cpuUsage();
  for (let at = 0; at < 10_000; at += 1) expect(mapRecord(record, mapping).ok).toBe(true);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(4_000);
});

test("a row over 256 KB is a mistake of its line in a file, and has its place in an edit", () => {
  const big = { text: "x".repeat(262_144) };
  const mapped = mapRecord({ input: big }, suggestMapping(["input"], "jsonl"));
  expect(mapped).toMatchObject({ ok: false, message: expect.stringContaining("over 256 KB") });
  const read = DatasetChange.safeParse({ baseRev: 1, put: [{ input: 1 }, { input: big }] });
  expect(read.error?.issues).toMatchObject([{ path: ["put", 1], message: expect.stringContaining("over 256 KB") }]);
});

test("a record knows its line behind a mistake, empty lines and quoted line breaks of any kind", async () => {
  const text = 'a,b\r\n\r\n1,2\n3\n"x\r\ny","z\nz"\n\n5,6\r\n';
  const { records, errors } = await readDatasetFile("csv", text);
  expect(records.map(({ line }) => line)).toEqual([3, 5, 9]);
  expect(errors.map(({ line }) => line)).toEqual([4]);
});
