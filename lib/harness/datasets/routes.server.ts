import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getDataset, listDatasets, listRows } from "@/lib/harness/datasets/data.server";
import { exportRows } from "@/lib/harness/datasets/export-rows.server";
import { importRows } from "@/lib/harness/datasets/import-rows.server";
import { addRunToDataset, createDataset, editDataset } from "@/lib/harness/datasets/mutations.server";
import {
  CaseOfRun,
  DatasetChange,
  DatasetImport,
  DatasetList,
  DatasetView,
  ImportReport,
  NewDataset,
  RowPage,
  RowQuery,
  StoredDataset,
} from "@/lib/harness/datasets/schema";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";

const tag = "Datasets";
const params = z.object({ dataset: z.string().min(1).max(80) });
const MAX_IMPORT_BYTES = 32_000_000;
const MAX_EDIT_BYTES = 4_000_000;

const reads: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/datasets", scope: "harness:read", summary: "Datasets", tag, response: DatasetList },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listDatasets(db, actor) })),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/datasets/{dataset}", scope: "harness:read", tag, params },
      summary: "A dataset with its revisions",
      response: DatasetView,
    },
    ({ actor, params: { dataset } }) => withTenant(actor, "harness:read", (db) => getDataset(db, actor, dataset)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/datasets/{dataset}/rows", scope: "harness:read", tag, params },
      summary: "Rows of one revision of a dataset",
      query: RowQuery,
      response: RowPage,
    },
    ({ actor, params: { dataset }, query }) =>
      withTenant(actor, "harness:read", (db) => listRows(db, actor, dataset, query)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/datasets/{dataset}/export", scope: "harness:read", tag, params },
      summary: "Rows of one revision as JSON lines, which can be imported again",
      query: z.object({ rev: z.coerce.number().int().min(1).max(MAX_INT4).optional() }),
    },
    ({ actor, params: { dataset }, query }) =>
      withTenant(actor, "harness:read", (db) => exportRows(db, actor, dataset, query.rev)),
  ),
];

const writes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "post", path: "/datasets", scope: "harness:write", tag, status: 201 },
      summary: "Make a dataset",
      body: NewDataset,
      response: StoredDataset,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => createDataset(db, actor, body)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/datasets/{dataset}/revisions", scope: "harness:write", tag, params, status: 201 },
      summary: "Put and drop rows: the next revision of a dataset",
      body: DatasetChange,
      response: StoredDataset,
      maxBodyBytes: MAX_EDIT_BYTES,
    },
    ({ actor, params: { dataset }, body }) =>
      withTenant(actor, "harness:write", (db) => editDataset(db, actor, dataset, body)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/datasets/{dataset}/imports", scope: "harness:write", tag, params, status: 201 },
      summary: "Import a CSV or JSONL file, or only say what would be imported",
      body: DatasetImport,
      response: ImportReport,
      maxBodyBytes: MAX_IMPORT_BYTES,
      fileTexts: ["/text"],
    },
    ({ actor, params: { dataset }, body }) => importRows(actor, dataset, body),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/datasets/{dataset}/runs", scope: "harness:write", tag, params, status: 201 },
      summary: "Make a run a test case; needs the right to read its payload",
      body: CaseOfRun,
      response: StoredDataset,
    },
    ({ actor, params: { dataset }, body }) =>
      withTenant(actor, "harness:write", (db) => addRunToDataset(db, actor, dataset, body)),
  ),
];

export const datasetRoutes: GovernedRoute[] = [...reads, ...writes];
