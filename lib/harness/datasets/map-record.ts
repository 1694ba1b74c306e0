import { type ColumnMapping, RowContent } from "@/lib/harness/datasets/schema";
import { jsonHazard } from "@/lib/platform/http/json-hazard";
import type { Json } from "@/lib/release/json-schema";

type Mapped = { ok: true; row: RowContent } | { ok: false; message: string };

/** One record of a file as a row, or what is wrong with it. Cells that are empty are left out. */
export function mapRecord(record: Readonly<Record<string, Json>>, mapping: readonly ColumnMapping[]): Mapped {
  const row: Record<string, Json> = {};
  for (const column of mapping) {
    const cell = record[column.column];
    if (column.to === "ignore" || cell === undefined || cell === "") continue;
    const value = readCell(cell, column);
    if (!value.ok) return value;
    row[column.to] = placed(row[column.to], column, value.value);
  }
  return row.input === undefined ? { ok: false, message: "There is nothing for the input." } : checked(row);
}

function checked(row: Record<string, Json>): Mapped {
  const hazard = jsonHazard(row);
  if (hazard)
    return { ok: false, message: `${hazard.pointer.slice(1).replaceAll("/", ".") || "row"}: ${hazard.message}` };
  const parsed = RowContent.safeParse(row);
  if (parsed.success) return { ok: true, row: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, message: `${issue?.path.join(".") ?? "row"}: ${issue?.message ?? "cannot be read"}` };
}

function placed(before: Json | undefined, { to, field }: ColumnMapping, value: Json): Json {
  if (to === "tags") return tagsOf(value);
  return field === "" ? value : { ...objectOf(before), [field]: value };
}

type Value = { ok: true; value: Json } | { ok: false; message: string };

function readCell(cell: Json, { column, as, to }: ColumnMapping): Value {
  if (typeof cell !== "string" || (as === "text" && to !== "mocks")) return { ok: true, value: cell };
  try {
    return { ok: true, value: JSON.parse(cell) };
  } catch {
    return { ok: false, message: `Column "${column}" is not JSON: ${cell.slice(0, 60)}` };
  }
}

const objectOf = (value: Json | undefined): Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

const tagsOf = (value: Json): Json =>
  typeof value === "string"
    ? value
        .split(/[,;|]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== "")
    : value;

const EXPECTED = /^(expected|expect|answer|label|target|ideal|gold|output)$/i;
const TAGS = /^(tags?|labels|category)$/i;

/**
 * A first guess from the names of the columns: `input`, `expected`, `tags` and `mocks` go where they say, `input.x` and
 * `expected.x` into a field, names such as `answer` or `label` are the expected answer, all others are fields of the input.
 */
export function suggestMapping(columns: readonly string[], format: "csv" | "jsonl"): ColumnMapping[] {
  const others = columns.includes("input") ? "ignore" : "input";
  return columns.map((column): ColumnMapping => {
    const whole = { column, field: "", as: "text" as const };
    const part = partOf(column);
    if (part) return { ...whole, ...part };
    if (column === "input") return { ...whole, to: "input", field: format === "csv" ? "message" : "" };
    const to = targetOf(column) ?? others;
    return { ...whole, to, field: to === "input" ? column : "" };
  });
}

function partOf(column: string): { to: "input" | "expected"; field: string } | null {
  const [, part, field] = /^(input|expected)\.(.+)$/.exec(column) ?? [];
  return field ? { to: part === "input" ? "input" : "expected", field } : null;
}

function targetOf(column: string): "mocks" | "tags" | "expected" | null {
  if (column === "mocks") return "mocks";
  if (TAGS.test(column)) return "tags";
  return EXPECTED.test(column) ? "expected" : null;
}
