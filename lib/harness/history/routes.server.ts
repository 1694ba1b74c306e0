import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { SavedDraft } from "@/lib/harness/drafts/schema";
import { draftAt, listHistory } from "@/lib/harness/history/data.server";
import { nameRestorePoint, restoreDraft } from "@/lib/harness/history/mutations.server";
import {
  History,
  HistoryQuery,
  NewRestorePoint,
  RestoreDraft,
  RestorePoint,
  RevisionView,
} from "@/lib/harness/history/schema";
import { MAX_INT4 } from "@/lib/platform/db/max-int4";

const tag = "Harnesses";
const params = z.object({ harness: z.string().min(1).max(80) });

export const historyRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/draft/history",
      scope: "harness:read",
      summary: "What was saved in the draft, the newest first",
      tag,
      params,
      query: HistoryQuery,
      response: History,
    },
    ({ actor, params: { harness }, query }) =>
      withTenant(actor, "harness:read", (db) => listHistory(db, actor, harness, query.before)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/harnesses/{harness}/draft/revisions/{rev}",
      scope: "harness:read",
      summary: "The draft as it was at a revision",
      tag,
      params: params.extend({ rev: z.coerce.number().int().min(1).max(MAX_INT4) }),
      response: RevisionView,
    },
    ({ actor, params: { harness, rev } }) =>
      withTenant(actor, "harness:read", (db) => draftAt(db, actor, harness, rev)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/draft/restore",
      scope: "harness:write",
      summary: "Bring the draft back to a revision, as a new one",
      tag,
      params,
      body: RestoreDraft,
      response: SavedDraft,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "harness:write", (db) => restoreDraft(db, actor, harness, body)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/harnesses/{harness}/draft/restore-points",
      scope: "harness:write",
      summary: "Name the draft as it is now",
      tag,
      params,
      body: NewRestorePoint,
      response: RestorePoint,
      status: 201,
    },
    ({ actor, params: { harness }, body }) =>
      withTenant(actor, "harness:write", (db) => nameRestorePoint(db, actor, harness, body.label)),
  ),
];
