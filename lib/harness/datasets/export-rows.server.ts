import type { Actor } from "@/lib/governance/access/actor";
import { findRows, getDataset } from "@/lib/harness/datasets/data.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** The rows of a revision as JSON lines with input, expected answer, tags and mocks. Throws `not-found`. */
export async function exportRows(db: TenantDb, actor: Actor, key: string, rev?: number): Promise<Response> {
  const wanted = rev ?? (await getDataset(db, actor, key)).rev;
  const rows = await findRows(db, actor, key, wanted);
  if (!rows) throw new ProblemError("not-found", `"${key}" has no revision ${wanted}.`);
  const lines = rows.map(({ input, expected, tags, mocks }) => `${JSON.stringify({ input, expected, tags, mocks })}\n`);
  return new Response(lines.join(""), {
    headers: {
      "content-type": "application/jsonl; charset=utf-8",
      "content-disposition": `attachment; filename="${key}-r${wanted}.jsonl"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
