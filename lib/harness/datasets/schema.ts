import { z } from "zod";
import { isRowTooLarge, ROW_TOO_LARGE } from "@/lib/harness/datasets/is-row-too-large";
import { RowId } from "@/lib/harness/datasets/row-ref";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";
import { Key } from "@/lib/release/binding";
import { ToolMock } from "@/lib/release/tool-mock";

/** Rows that a dataset may have. */
export const MAX_ROWS = 10_000;
/** Characters of a file that is imported. */
const MAX_FILE_CHARACTERS = 12_000_000;

const Tag = z.string().trim().min(1).max(40);
const RowSource = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("form") }),
  z.strictObject({ kind: z.literal("import"), line: z.int().min(1) }),
  z.strictObject({ kind: z.literal("run"), runId: z.uuid() }),
]);
export const RowContent = z.strictObject({
  input: z.json(),
  /** Absent: there is no known answer; graders that compare leave the row ungraded. */
  expected: z.json().optional(),
  tags: z.array(Tag).max(20).default([]),
  mocks: z.array(ToolMock).max(50).default([]),
});
export const DatasetRow = RowContent.extend({ id: RowId, position: z.int(), source: RowSource });
export type RowContent = z.infer<typeof RowContent>;
export type DatasetRow = z.infer<typeof DatasetRow>;
export type RowSource = z.infer<typeof RowSource>;

/** What a revision of a dataset is: how many rows, and what it changed. Rows themselves are in `dataset_row`. */
export const DatasetBody = z.strictObject({
  rows: z.int().min(0),
  added: z.int().min(0),
  changed: z.int().min(0),
  removed: z.int().min(0),
  /** Hash over the revision before and the change. */
  hash: z.string(),
});
export type DatasetBody = z.infer<typeof DatasetBody>;

export const DatasetSummary = z.object({
  key: z.string(),
  name: z.string(),
  rev: z.int(),
  rows: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
});
export const DatasetList = z.object({ items: z.array(DatasetSummary) });
/** Revisions newest first, at most 200. `tags` of the newest revision with their counts. */
export const DatasetView = DatasetSummary.extend({
  tags: z.array(z.object({ tag: z.string(), rows: z.int() })),
  revisions: z.array(
    DatasetBody.omit({ hash: true }).extend({
      rev: z.int(),
      message: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    }),
  ),
});
export type DatasetSummary = z.infer<typeof DatasetSummary>;
export type DatasetView = z.infer<typeof DatasetView>;

export const RowQuery = z.object({
  /** Default: the newest revision. */
  rev: z.coerce.number().int().min(1).max(MAX_INT4).optional(),
  tag: Tag.optional(),
  /** Words in the input or the expected answer. */
  text: z.string().min(1).max(200).optional(),
  after: z.coerce.number().int().min(0).max(MAX_INT4).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const RowPage = z.object({ rev: z.int(), items: z.array(DatasetRow), nextAfter: z.int().nullable() });

const Message = z.string().trim().max(200).default("");
export const NewDataset = z.strictObject({ key: Key, name: z.string().trim().min(1).max(80) });
function eachRowOnce(rows: readonly { id?: string | undefined }[], { addIssue }: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [at, { id }] of rows.entries()) {
    if (id === undefined) continue;
    if (seen.has(id)) addIssue({ code: "custom", path: [at, "id"], message: "This row is changed twice." });
    seen.add(id);
  }
}

function eachRowSmall(rows: readonly z.infer<typeof RowContent>[], { addIssue }: z.RefinementCtx): void {
  for (const [at, row] of rows.entries())
    if (isRowTooLarge(row)) addIssue({ code: "custom", path: [at], message: ROW_TOO_LARGE });
}

/** Rows without `id` are new; the others replace the row of that id. */
export const DatasetChange = z.strictObject({
  baseRev: z.int().min(1),
  put: z
    .array(RowContent.extend({ id: RowId.optional() }))
    .max(500)
    .superRefine(eachRowOnce)
    .superRefine(eachRowSmall)
    .default([]),
  drop: z.array(RowId).max(MAX_ROWS).default([]),
  message: Message,
});
export const StoredDataset = z.object({ key: z.string(), rev: z.int(), created: z.boolean() });
export const CaseOfRun = z.strictObject({
  runId: z.uuid(),
  /** Whether the run's output is the expected answer. */
  expectOutput: z.boolean().default(true),
  tags: z.array(Tag).max(20).default([]),
});

/** Where a column goes: into the input or the expected answer (whole, or one field of it), into the tags, or nowhere. */
export const ColumnMapping = z.strictObject({
  column: z.string().min(1).max(200),
  to: z.enum(["input", "expected", "tags", "mocks", "ignore"]),
  /** Field of the object; "" = the column is the whole value. */
  field: z.string().max(100).default(""),
  /** `json`: the text of a cell is parsed. Values of JSONL are JSON already. */
  as: z.enum(["text", "json"]).default("text"),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;
export const DatasetImport = z.strictObject({
  baseRev: z.int().min(1),
  format: z.enum(["csv", "jsonl"]),
  text: z.string().min(1).max(MAX_FILE_CHARACTERS),
  /** Absent: guessed from the names of the columns. */
  mapping: z.array(ColumnMapping).max(100).optional(),
  mode: z.enum(["append", "replace"]),
  /** Reads and checks everything and stores nothing. */
  dryRun: z.boolean(),
});
export type DatasetImport = z.infer<typeof DatasetImport>;
export const ImportReport = z.object({
  columns: z.array(z.string()),
  mapping: z.array(ColumnMapping),
  /** Rows that can be read. */
  rows: z.int(),
  /** The first five of them. */
  sample: z.array(RowContent),
  /** The first hundred mistakes, by line of the file, and one more when reading stopped there. */
  errors: z.array(z.object({ line: z.int(), message: z.string() })),
  errorCount: z.int(),
  /** The new revision; null when nothing was stored. */
  rev: z.int().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;
