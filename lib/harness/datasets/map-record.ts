import { isRowTooLarge, ROW_TOO_LARGE } from "@/lib/harness/datasets/is-row-too-large";
import { type ColumnMapping, RowContent } from "@/lib/harness/datasets/schema";
import { jsonHazard } from "@/lib/platform/http/json-hazard";
import type { Json } from "@/lib/release/json-schema";

type Mapped = { ok: true; row: RowContent } | { ok: false; message: string };

/** Why the places of columns cannot hold, in a sentence, or null: two columns would go to the same one. */
export function mappingMistake(mapping: readonly ColumnMapping[]): string | null {
  const taken = new Map<string, string>();
  for (const { column, to, field } of mapping) {
    const place = placeOf({ to, field });
    if (place === null) continue;
    const other = taken.get(place);
    if (other !== undefined)
      return `The columns "${other}" and "${column}" both go to ${place}. Choose another place for one of them.`;
    taken.set(place, column);
  }
  return null;
}

/** In words; null where any number of columns have their place. */
function placeOf({ to, field }: Pick<ColumnMapping, "to" | "field">): string | null {
  if (to === "ignore" || to === "tags") return null;
  const whole = { input: "the input", expected: "the expected answer", mocks: "the mocks" }[to];
  return field === "" || to === "mocks" ? whole : `the field "${field}" of ${whole}`;
}

/** One record of a file as a row, or what is wrong with it. Cells that are empty are left out; tags of all columns are. */
export function mapRecord(record: Readonly<Record<string, Json>>, mapping: readonly ColumnMapping[]): Mapped {
  const parts: Parts = { whole: {}, fields: { input: [], expected: [], tags: [], mocks: [] } };
  for (const column of mapping) {
    const { to } = column;
    const cell = Object.hasOwn(record, column.column) ? record[column.column] : undefined;
    if (to === "ignore" || cell === undefined || cell === "") continue;
    const read = readCell(cell, column);
    if (!read.ok) return read;
    place(parts, { to, field: column.field }, read.value);
  }
  const row = Object.fromEntries(
    TARGETS.flatMap((to): [string, Json][] => {
      const value = together(parts.whole[to], parts.fields[to]);
      return value === undefined ? [] : [[to, value]];
    }),
  );
  return row.input === undefined ? { ok: false, message: "There is nothing for the input." } : checked(row);
}

type Target = Exclude<ColumnMapping["to"], "ignore">;
type Parts = { whole: Partial<Record<Target, Json>>; fields: Record<Target, [string, Json][]> };

function place({ whole, fields }: Parts, { to, field }: { to: Target; field: string }, value: Json): void {
  if (to === "tags") whole.tags = [...listOf(whole.tags), ...listOf(tagsOf(value))];
  else if (field === "" || to === "mocks") whole[to] = value;
  else fields[to].push([field, value]);
}

const TARGETS: readonly Target[] = ["input", "expected", "tags", "mocks"];
/** What a file is read into is JSON already: looking at every value of it again takes seconds. */
const Described = RowContent.pick({ tags: true, mocks: true });

function checked({ input = null, expected, tags, mocks }: Record<string, Json>): Mapped {
  const row = { input, ...(expected === undefined ? {} : { expected }), tags, mocks };
  const hazard = jsonHazard(row);
  if (hazard)
    return { ok: false, message: `${hazard.pointer.slice(1).replaceAll("/", ".") || "row"}: ${hazard.message}` };
  if (isRowTooLarge(row)) return { ok: false, message: ROW_TOO_LARGE };
  const parsed = Described.safeParse({ tags, mocks });
  if (parsed.success) return { ok: true, row: { ...row, ...parsed.data } };
  const [issue] = parsed.error.issues;
  return { ok: false, message: `${issue?.path.join(".") ?? "row"}: ${issue?.message ?? "cannot be read"}` };
}

const together = (whole: Json | undefined, fields: readonly [string, Json][]): Json | undefined =>
  fields.length === 0 ? whole : Object.fromEntries([...Object.entries(objectOf(whole)), ...fields]);

const listOf = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

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
 * Of two columns for one place the first has it.
 */
export function suggestMapping(columns: readonly string[], format: "csv" | "jsonl"): ColumnMapping[] {
  const others = columns.includes("input") ? "ignore" : "input";
  const guesses = columns.map((column): ColumnMapping => {
    const whole = { column, field: "", as: "text" as const };
    const part = partOf(column);
    if (part) return { ...whole, ...part };
    if (column === "input") return { ...whole, to: "input", field: format === "csv" ? "message" : "" };
    const to = targetOf(column) ?? others;
    return { ...whole, to, field: to === "input" ? column : "" };
  });
  const taken = new Set<string>();
  return guesses.map((guess): ColumnMapping => {
    const place = placeOf(guess);
    if (place === null) return guess;
    if (taken.has(place)) return { ...guess, to: "ignore", field: "" };
    taken.add(place);
    return guess;
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
