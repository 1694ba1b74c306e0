import type { z } from "zod";
import type { Actor } from "@/lib/governance/access/actor";
import { withPlaces } from "@/lib/harness/canvas/with-places";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { readWorkflow } from "@/lib/harness/workflow-files/read-workflow";
import type { ImportedWorkflow, WorkflowImport } from "@/lib/harness/workflow-files/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";

/** Makes a new harness from an exported workflow. Nothing in it runs. Errors: `invalid`, with the places that are wrong. */
export async function importWorkflow(
  db: TenantDb,
  actor: Actor,
  { name, workflow }: z.infer<typeof WorkflowImport>,
): Promise<z.infer<typeof ImportedWorkflow>> {
  const read = readWorkflow(workflow);
  if (!read.ok)
    throw new ProblemError(
      "invalid",
      "Nothing was imported: the file is not a valid workflow.",
      read.problems.map(({ pointer, message }) => ({ pointer: `/workflow${pointer}`, message })),
    );
  const called = name ?? read.draft.name;
  const made = await createHarness(db, actor, called, { ...withPlaces(read.draft), name: called });
  return { slug: made.slug, name: made.name, placeholders: read.placeholders };
}
