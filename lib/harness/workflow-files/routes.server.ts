import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { requireDraft } from "@/lib/harness/drafts/data.server";
import { Draft } from "@/lib/harness/graph/draft";
import { importWorkflow } from "@/lib/harness/workflow-files/mutations.server";
import { ImportedWorkflow, WorkflowImport } from "@/lib/harness/workflow-files/schema";

const tag = "Harnesses";
/** As large as a draft may be when it is saved. */
const MAX_BYTES = 4_000_000;

export const workflowFileRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/draft/export",
      scope: "harness:read",
      summary: "The draft as a file: without history, test data, secrets or anything of the tenant",
      tag,
      params: z.object({ harness: z.string().min(1).max(80) }),
      response: Draft,
    },
    ({ actor, params: { harness } }) =>
      withTenant(actor, "harness:read", async (db) => (await requireDraft(db, actor, harness)).draft),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/imports",
      scope: "harness:write",
      summary: "Make a harness from an exported workflow",
      tag,
      body: WorkflowImport,
      response: ImportedWorkflow,
      status: 201,
      maxBodyBytes: MAX_BYTES,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => importWorkflow(db, actor, body)),
  ),
];
