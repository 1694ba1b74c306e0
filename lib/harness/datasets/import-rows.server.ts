import type { Actor } from "@/lib/governance/access/actor";
import { requireAsset } from "@/lib/harness/assets/data.server";
import { mapRecord, suggestMapping } from "@/lib/harness/datasets/map-record";
import { reviseDataset } from "@/lib/harness/datasets/mutations.server";
import { readDatasetFile } from "@/lib/harness/datasets/read-dataset-file.server";
import type { DatasetImport, ImportReport, RowContent } from "@/lib/harness/datasets/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

const MAX_ERRORS = 100;
const SAMPLE = 5;

/**
 * Reads a file and stores its rows as one revision, or nothing when one line has a mistake. `dryRun` reads and checks the
 * same and stores nothing. Errors: `invalid` with a pointer `/lines/<line>` for each mistake; `conflict`; `not-found`.
 */
export async function importRows(
  db: TenantDb,
  actor: Actor,
  key: string,
  { baseRev, format, text, mapping: wanted, mode, dryRun }: DatasetImport,
): Promise<ImportReport> {
  await requireAsset(db, actor, "dataset", key);
  const { columns, records, errors } = await readDatasetFile(format, text);
  const mapping = wanted ?? suggestMapping(columns, format);
  const rows: { row: RowContent; line: number }[] = [];
  for (const { line, record } of records) {
    const mapped = mapRecord(record, mapping);
    if (mapped.ok) rows.push({ row: mapped.row, line });
    else errors.push({ line, message: mapped.message });
  }
  errors.sort((one, other) => one.line - other.line);
  if (rows.length === 0 && errors.length === 0) errors.push({ line: 1, message: "The file has no rows." });
  const report = {
    ...{ columns, mapping, rows: rows.length, errorCount: errors.length, errors: errors.slice(0, MAX_ERRORS) },
    sample: rows.slice(0, SAMPLE).map(({ row }) => row),
  };
  if (dryRun) return { ...report, rev: null };
  if (errors.length > 0)
    throw new ProblemError(
      "invalid",
      `Nothing was imported: ${errors.length} lines have a mistake.`,
      report.errors.map(({ line, message }) => ({ pointer: `/lines/${line}`, message: `Line ${line}: ${message}` })),
    );
  const { rev } = await reviseDataset(db, actor, key, baseRev, {
    put: rows.map(({ row, line }) => ({ ...row, source: { kind: "import", line } })),
    drop: mode === "replace" ? "all" : [],
    message: `${mode === "replace" ? "Replaced by" : "Imported"} ${rows.length} rows (${format.toUpperCase()})`,
  });
  return { ...report, rev };
}
