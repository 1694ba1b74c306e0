import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getExperiment, getItem, getOptions, listExperiments, listItems } from "@/lib/harness/experiments/data.server";
import { cancelExperiment, createExperiment } from "@/lib/harness/experiments/mutations.server";
import {
  ExperimentList,
  ExperimentOptions,
  ExperimentView,
  ItemDetail,
  ItemPage,
  ItemQuery,
  NewExperiment,
} from "@/lib/harness/experiments/schema";

const tag = "Experiments";
const params = z.object({ experimentId: z.uuid() });

export const experimentRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/experiments", scope: "harness:read", tag },
      summary: "Experiments, newest first",
      query: z.object({ harness: z.string().min(1).max(80).optional() }),
      response: ExperimentList,
    },
    ({ actor, query }) =>
      withTenant(actor, "harness:read", async (db) => ({ items: await listExperiments(db, actor, query.harness) })),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/experiments", scope: "draft:run", tag, status: 201 },
      summary: "Run variants of a draft over the rows of a dataset",
      body: NewExperiment,
      response: z.object({ id: z.uuid() }),
    },
    ({ actor, body }) => withTenant(actor, "draft:run", (db) => createExperiment(db, actor, body)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/harnesses/{harness}/experiment-options", scope: "harness:read", tag },
      summary: "What an experiment of a harness may vary",
      params: z.object({ harness: z.string().min(1).max(80) }),
      response: ExperimentOptions,
    },
    ({ actor, params: { harness } }) => withTenant(actor, "harness:read", (db) => getOptions(db, actor, harness)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/experiments/{experimentId}", scope: "harness:read", tag, params },
      summary: "An experiment with its analysis so far",
      response: ExperimentView,
    },
    ({ actor, params: { experimentId } }) =>
      withTenant(actor, "harness:read", (db) => getExperiment(db, actor, experimentId)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/experiments/{experimentId}/items", scope: "harness:read", tag, params },
      summary: "Rows of an experiment with what each variant made of them",
      query: ItemQuery,
      response: ItemPage,
    },
    ({ actor, params: { experimentId }, query }) =>
      withTenant(actor, "harness:read", (db) => listItems(db, actor, experimentId, query)),
  ),
  governedRoute(
    {
      ...{ method: "get", path: "/experiments/{experimentId}/items/{item}", scope: "harness:read", tag },
      summary: "Every trial of one row",
      params: params.extend({ item: z.string().max(40) }),
      response: ItemDetail,
    },
    ({ actor, params: { experimentId, item } }) =>
      withTenant(actor, "harness:read", (db) => getItem(db, actor, experimentId, item)),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/experiments/{experimentId}/cancel", scope: "draft:run", tag, params },
      summary: "End an experiment early",
    },
    ({ actor, params: { experimentId } }) =>
      withTenant(actor, "draft:run", (db) => cancelExperiment(db, actor, experimentId, new Date())),
  ),
];
