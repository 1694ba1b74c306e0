import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getCassette, listCassetteModes, listCassettes } from "@/lib/runtime/cassettes/data.server";
import { deleteCassette, deleteCassettes, setCassetteMode } from "@/lib/runtime/cassettes/mutations.server";
import {
  CassetteFilter,
  CassetteKey,
  CassettePage,
  CassetteView,
  HarnessMode,
  HarnessModes,
  NewDraftMode,
} from "@/lib/runtime/cassettes/schema";

const tag = "Cassettes";
const write = "harness:write";
const params = z.object({ cassetteKey: CassetteKey });

export const cassetteRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/cassettes",
      scope: "run:read",
      summary: "Recorded model answers, newest first",
      tag,
      query: CassetteFilter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(300).optional(),
      }),
      response: CassettePage,
    },
    ({ actor, query: { limit, cursor, ...filter } }) =>
      withTenant(actor, "run:read", (db) => listCassettes(db, actor, filter, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/cassettes",
      scope: write,
      summary: "Forget all recorded model answers, or those of one model",
      tag,
      query: CassetteFilter,
      response: z.object({ deleted: z.int() }),
    },
    ({ actor, query }) => withTenant(actor, write, (db) => deleteCassettes(db, actor, query)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/cassettes/{cassetteKey}",
      scope: "run:read",
      summary: "A recorded model answer with what was asked",
      tag,
      params,
      response: CassetteView,
    },
    ({ actor, params: { cassetteKey } }) => withTenant(actor, "run:read", (db) => getCassette(db, actor, cassetteKey)),
  ),
  governedRoute(
    {
      method: "delete",
      path: "/cassettes/{cassetteKey}",
      scope: write,
      summary: "Forget a recorded model answer",
      tag,
      params,
    },
    ({ actor, params: { cassetteKey } }) => withTenant(actor, write, (db) => deleteCassette(db, actor, cassetteKey)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/cassette-modes",
      scope: "run:read",
      summary: "How the test runs of each harness use recorded model answers",
      tag,
      response: HarnessModes,
    },
    ({ actor }) => withTenant(actor, "run:read", (db) => listCassetteModes(db, actor)),
  ),
  governedRoute(
    {
      method: "put",
      path: "/harnesses/{harness}/cassette-mode",
      scope: write,
      summary: "Say how the test runs of a harness's draft use recorded model answers",
      tag,
      params: z.object({ harness: z.string().max(80) }),
      body: NewDraftMode,
      response: HarnessMode,
    },
    ({ actor, params: { harness }, body: { mode } }) =>
      withTenant(actor, write, (db) => setCassetteMode(db, actor, harness, { mode, now: new Date() })),
  ),
];
