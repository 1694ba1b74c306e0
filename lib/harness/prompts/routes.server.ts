import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { getPrompt, listPrompts } from "@/lib/harness/prompts/data.server";
import { createPrompt, forkPrompt, revisePrompt } from "@/lib/harness/prompts/mutations.server";
import {
  NewPrompt,
  NewVariant,
  PromptChange,
  PromptList,
  PromptQuery,
  PromptView,
  StoredPrompt,
} from "@/lib/harness/prompts/schema";

const tag = "Prompts";
const params = z.object({ prompt: z.string().min(1).max(80) });

export const promptRoutes: GovernedRoute[] = [
  governedRoute(
    { method: "get", path: "/prompts", scope: "harness:read", summary: "Prompts", tag, response: PromptList },
    ({ actor }) => withTenant(actor, "harness:read", async (db) => ({ items: await listPrompts(db, actor) })),
  ),
  governedRoute(
    {
      method: "post",
      path: "/prompts",
      scope: "harness:write",
      summary: "Make a prompt",
      tag,
      body: NewPrompt,
      response: StoredPrompt,
      status: 201,
    },
    ({ actor, body }) => withTenant(actor, "harness:write", (db) => createPrompt(db, actor, body)),
  ),
  governedRoute(
    {
      method: "get",
      path: "/prompts/{prompt}",
      scope: "harness:read",
      summary: "A variant of a prompt with its revisions, beside the other variants",
      tag,
      params,
      query: PromptQuery,
      response: PromptView,
    },
    ({ actor, params: { prompt }, query: { variant } }) =>
      withTenant(actor, "harness:read", (db) => getPrompt(db, actor, prompt, variant)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/prompts/{prompt}/revisions",
      scope: "harness:write",
      summary: "Store the next revision of a prompt",
      tag,
      params,
      body: PromptChange,
      response: StoredPrompt,
      status: 201,
    },
    ({ actor, params: { prompt }, body }) =>
      withTenant(actor, "harness:write", (db) => revisePrompt(db, actor, prompt, body)),
  ),
  governedRoute(
    {
      method: "post",
      path: "/prompts/{prompt}/variants",
      scope: "harness:write",
      summary: "Fork a revision of a prompt to a variant",
      tag,
      params,
      body: NewVariant,
      response: StoredPrompt,
      status: 201,
    },
    ({ actor, params: { prompt }, body }) =>
      withTenant(actor, "harness:write", (db) => forkPrompt(db, actor, prompt, body)),
  ),
];
