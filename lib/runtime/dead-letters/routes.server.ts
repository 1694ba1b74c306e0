import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getDeadLetter, listDeadLetters } from "@/lib/runtime/dead-letters/data.server";
import { discardDeadLetter, resolveDeadLetters } from "@/lib/runtime/dead-letters/mutations.server";
import {
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterView,
  DiscardLetter,
  LetterBatch,
  LetterBatchResult,
} from "@/lib/runtime/dead-letters/schema";

const tag = "Dead letters";
const write = "deadletter:write";
const params = z.object({ letterId: z.uuid() });

export const deadLetterRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "get",
      path: "/dead-letters",
      scope: "run:read",
      summary: "Runs that cannot go on by themselves, newest first",
      tag,
      query: DeadLetterFilter.extend({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(200).optional(),
      }),
      response: DeadLetterPage,
    },
    ({ actor, query: { limit, cursor, ...filter } }) =>
      withTenant(actor, "run:read", (db) => listDeadLetters(db, actor, filter, { limit, cursor })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/dead-letters/batch",
      scope: write,
      summary: "Replay or discard every open dead letter that matches, at most 200 at a time",
      tag,
      body: LetterBatch,
      response: LetterBatchResult,
    },
    ({ actor, body }) => resolveDeadLetters(actor, body, new Date()),
  ),
  governedRoute(
    {
      method: "get",
      path: "/dead-letters/{letterId}",
      scope: "run:read",
      summary: "A dead letter",
      tag,
      params,
      response: DeadLetterView,
    },
    ({ actor, params: { letterId } }) => withTenant(actor, "run:read", (db) => getDeadLetter(db, actor, letterId)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/dead-letters/{letterId}/discard",
      scope: write,
      summary: "Give a run up for good",
      tag,
      params,
      body: DiscardLetter,
      response: DeadLetterView,
    },
    ({ actor, params: { letterId }, body }) =>
      withTenant(actor, write, async (db) => {
        await discardDeadLetter(db, actor, letterId, { note: body.note, now: new Date() });
        return await getDeadLetter(db, actor, letterId);
      }),
  ),
];
