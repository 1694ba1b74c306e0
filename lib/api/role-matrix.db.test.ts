import { randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeAll, expect, test } from "vitest";
import { createApi } from "@/lib/api/app.server";
import { routes } from "@/lib/api/routes.server";
import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { Role, type Scope } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { cookieNames } from "@/lib/platform/auth/session-cookie.server";
import { config } from "@/lib/platform/config/config.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { newId } from "@/lib/platform/ids/new-id.server";

const EVERYBODY = "OWNER ADMIN DEVELOPER RUNTIME AUDITOR VIEWER";
/** Who may do what, as the documentation says it; written out here, so that a slip in the scope table is seen. */
const MAY: Partial<Record<Scope, string>> = {
  "session:confirm": EVERYBODY,
  "harness:read": EVERYBODY,
  "release:read": EVERYBODY,
  "run:read": EVERYBODY,
  "trace:read": EVERYBODY,
  "memory:read": EVERYBODY,
  "worker:read": EVERYBODY,
  "payload:readDraft": "OWNER DEVELOPER RUNTIME AUDITOR",
  "policy:read": EVERYBODY,
  "member:read": EVERYBODY,
  "apikey:read": EVERYBODY,
  "secret:read": EVERYBODY,
  "model:read": EVERYBODY,
  "harness:write": "OWNER DEVELOPER",
  "tool:write": "OWNER DEVELOPER",
  "release:create": "OWNER DEVELOPER",
  "draft:run": "OWNER DEVELOPER",
  "release:promote": "OWNER RUNTIME",
  "release:rollback": "OWNER RUNTIME",
  "run:start": "OWNER RUNTIME",
  "run:cancel": "OWNER RUNTIME",
  "run:replay": "OWNER RUNTIME",
  "run:approve": "OWNER ADMIN RUNTIME",
  "deadletter:write": "OWNER RUNTIME",
  "budget:read": EVERYBODY,
  "budget:write": "OWNER RUNTIME",
  "memory:write": "OWNER RUNTIME",
  "decision:read": "OWNER ADMIN RUNTIME AUDITOR",
  "member:write": "OWNER ADMIN",
  "apikey:write": "OWNER ADMIN",
  "secret:write": "OWNER ADMIN",
  "model:write": "OWNER ADMIN",
  "policy:write": "OWNER ADMIN",
  "policy:activate": "OWNER ADMIN",
  "tenant:settings": "OWNER ADMIN",
  "audit:read": "OWNER ADMIN AUDITOR",
  "data:export": "OWNER ADMIN AUDITOR",
};

const slug = `roles-${randomBytes(3).toString("hex")}`;
const cookies = new Map<Role, string>();
const api = createApi();

beforeAll(async () => {
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor(randomUUID(), tenantId, slug);
  for (const role of Role.options) {
    const [userId, sid] = [newId(), newId()];
    const email = `${role.toLowerCase()}@${slug}.test`;
    await prisma().user.create({ data: { id: userId, email, name: role } });
    await prisma().session.create({ data: { id: sid, userId, confirmedAt: new Date() } });
    await withTenant(actor, "member:write", (db) =>
      db.membership.create({ data: { tenantId, userId, email, name: role, role } }),
    );
    cookies.set(role, await encode({ token: { sid }, secret: config().NEXTAUTH_SECRET }));
  }
});

/** The status of an operation on things that do not exist, with an empty body: only the right decides about 403. */
async function statusOf({ spec }: GovernedRoute, cookie: string | undefined): Promise<number> {
  const path = spec.path.replaceAll(/\{\w+\}/g, randomUUID());
  const answer = await api.request(`http://test.local/api/v1/${slug}${path}`, {
    method: spec.method.toUpperCase(),
    headers: {
      host: "test.local",
      origin: "http://test.local",
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
      ...(cookie && { cookie: `${cookieNames().session}=${cookie}` }),
    },
    ...(spec.method === "get" ? {} : { body: "{}" }),
  });
  await answer.body?.cancel();
  return answer.status;
}

const nameOf = ({ spec }: GovernedRoute) => `${spec.method} ${spec.path}`;

test.each(routes.map((route) => [nameOf(route), route] as const))(
  "%s answers those who have the right, and nobody else",
  async (_name, route) => {
    const answers = new Map<string, number>();
    for (const role of Role.options) answers.set(role, await statusOf(route, cookies.get(role)));
    const allowed = Role.options.filter((role) => ![401, 403].includes(answers.get(role) ?? 0));
    expect(allowed.join(" ")).toBe(MAY[route.spec.scope]);
    expect(await statusOf(route, undefined)).toBe(401);
  },
);

test("a right to read changes nothing", () => {
  const changes = routes.filter(({ spec }) => spec.method !== "get" && spec.scope.endsWith(":read")).map(nameOf);
  expect(changes.sort()).toEqual(QUESTIONS);
});

/** Requests that compute an answer and change nothing, sent as POST because the question is long. */
const QUESTIONS = ["post /policies/check", "post /policies/test"];
