import { z } from "zod";

/** `workflow`: an exported draft. `name`: the name of the new harness; without one, that of the file. */
export const WorkflowImport = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  workflow: z.unknown(),
});
export const ImportedWorkflow = z.object({
  slug: z.string(),
  name: z.string(),
  /** Steps that this version does not know: kept as they came, they block a release. */
  placeholders: z.array(z.object({ id: z.string(), label: z.string(), kind: z.string() })),
});
