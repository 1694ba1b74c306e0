import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Actor } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { checkConditions } from "@/lib/harness/datasets/check-conditions";
import { mappingMistake, mapRecord, suggestMapping } from "@/lib/harness/datasets/map-record";
import { reviseDataset } from "@/lib/harness/datasets/mutations.server";
import { type FileReading, MAX_MISTAKES, readDatasetFile } from "@/lib/harness/datasets/read-dataset-file.server";
import type { ColumnMapping, DatasetImport, ImportReport, RowContent } from "@/lib/harness/datasets/schema";
import { ProblemError } from "@/lib/platform/errors/problem";

const SAMPLE = 5;
const ROWS_AT_ONCE = 10;

/**
 * Reads a file and stores its rows as one revision, or nothing when one line has a mistake. `dryRun` reads and checks the
 * same and stores nothing. No transaction is open while the file is read. Errors: `invalid` with a pointer
 * `/lines/<line>` for each mistake; `conflict`; `not-found`.
 */
export async function importRows(
  actor: Actor,
  key: string,
  { baseRev, format, text, mapping: wanted, mode, dryRun }: DatasetImport,
): Promise<ImportReport> {
  await withTenant(actor, "harness:write", (db) => requireAsset(db, actor, "dataset", key));
  const reading = await readDatasetFile(format, text);
  const mapping = wanted ?? suggestMapping(reading.columns, format);
  const { rows, errors } = await rowsOf(reading, mapping);
  const report = {
    ...{ columns: reading.columns, mapping, rows: rows.length, errorCount: errors.length },
    errors: errors.slice(0, MAX_MISTAKES + 1),
    sample: rows.slice(0, SAMPLE).map(({ row }) => row),
  };
  if (dryRun) return { ...report, rev: null };
  if (errors.length > 0)
    throw new ProblemError(
      "invalid",
      `Nothing was imported: ${errors.length} lines have a mistake.`,
      report.errors.map(({ line, message }) => ({ pointer: `/lines/${line}`, message: `Line ${line}: ${message}` })),
    );
  const { rev } = await withTenant(actor, "harness:write", (db) =>
    reviseDataset(db, actor, key, baseRev, {
      put: rows.map(({ row, line }) => ({ ...row, source: { kind: "import", line } })),
      drop: mode === "replace" ? "all" : [],
      message: `${mode === "replace" ? "Replaced by" : "Imported"} ${rows.length} rows (${format.toUpperCase()})`,
    }),
  );
  return { ...report, rev };
}

/** The records of a file as rows, and its mistakes by line. */
async function rowsOf({ records, errors: found }: FileReading, mapping: readonly ColumnMapping[]) {
  const rows: { row: RowContent; line: number }[] = [];
  const errors = [...found];
  const conditionOf = checkConditions();
  const mistake = mappingMistake(mapping);
  if (mistake) errors.push({ line: 1, message: mistake });
  for (const [at, { line, record }] of mistake ? [] : records.entries()) {
    if (at % ROWS_AT_ONCE === 0) await yieldToOthers();
    const mapped = withConditions(mapRecord(record, mapping), conditionOf);
    if (mapped.ok) rows.push({ row: mapped.row, line });
    else errors.push({ line, message: mapped.message });
  }
  errors.sort((one, other) => one.line - other.line);
  if (rows.length === 0 && errors.length === 0) errors.push({ line: 1, message: "The file has no rows." });
  return { rows, errors };
}

type Mapped = ReturnType<typeof mapRecord>;

function withConditions(mapped: Mapped, conditionOf: ReturnType<typeof checkConditions>): Mapped {
  const problem = mapped.ok ? conditionOf(mapped.row.mocks) : null;
  return problem ? { ok: false, message: `mocks.${problem.at}.when: ${problem.message}` } : mapped;
}
