import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getEntry, listEntries } from "@/lib/runtime/memory-entries/data.server";
import { EntryDetail, EntryList, EntryPage } from "@/lib/runtime/memory-entries/schema";

const tag = "Memory";
const scope = "memory:read";

export const memoryEntryRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/memory-entries",
      scope,
      summary: "Remembered facts, last changed first",
      tag,
      query: EntryPage,
      response: EntryList,
    },
    ({ actor, query }) => withTenant(actor, scope, (db) => listEntries(db, actor, query)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/memory-entries/{entryId}",
      scope,
      summary: "A fact with its versions",
      tag,
      params: z.object({ entryId: z.uuid() }),
      response: EntryDetail,
    },
    ({ actor, params: { entryId } }) => withTenant(actor, scope, (db) => getEntry(db, actor, entryId)),
  ),
];
