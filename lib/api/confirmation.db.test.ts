import { randomBytes } from "node:crypto";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { createApi } from "@/lib/api/app.server";
import { requireActor } from "@/lib/governance/access/require-actor.server";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { authOptions } from "@/lib/platform/auth/auth-options.server";
import { hashPassword } from "@/lib/platform/auth/password.server";
import { cookieNames } from "@/lib/platform/auth/session-cookie.server";
import { config } from "@/lib/platform/config/config.server";
import { prisma } from "@/lib/platform/db/prisma.server";
import { newId } from "@/lib/platform/ids/new-id.server";

const PASSWORD = "right-password";
const ELEVEN_MINUTES_AGO = () => new Date(Date.now() - 11 * 60_000);
const api = createApi();

/** An owner with a session, and how they ask the API. */
async function owner({ passwordHash, confirmedAt }: { passwordHash: string | null; confirmedAt: Date | null }) {
  const slug = `c-${randomBytes(4).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const system = systemActor("test", tenantId, slug);
  const [userId, sid] = [newId(), newId()];
  const email = `owner@${slug}.test`;
  await prisma().user.create({ data: { id: userId, email, name: "Owner", passwordHash } });
  await prisma().session.create({ data: { id: sid, userId, confirmedAt } });
  await withTenant(system, "member:write", (db) =>
    db.membership.create({ data: { tenantId, userId, email, name: "Owner", role: "OWNER" } }),
  );
  const cookie = `${cookieNames().session}=${await encode({ token: { sid }, secret: config().NEXTAUTH_SECRET })}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { host: "t.test", origin: "http://t.test", "content-type": "application/json", cookie };
    const answer = await api.request(`http://t.test/api/v1/${slug}${path}`, {
      ...{ method, headers: { ...headers, "sec-fetch-site": "same-origin" } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await answer.json();
  };
  const activate = async () => {
    const { version } = await ask("GET", "/policies");
    return await ask("POST", "/policies", { cedarText: `${STARTER_POLICIES}\n`, baseVersion: version, note: "" });
  };
  const events = () =>
    withTenant(
      system,
      "audit:read",
      (db) => db.$queryRaw<{ outcome: string }[]>`
      SELECT outcome FROM audit.event WHERE tenant_id = ${tenantId}::uuid AND action = 'session.confirm' ORDER BY seq`,
    );
  return { slug, userId, sid, cookie, ask, activate, events };
}

test("a sign-in of long ago activates nothing until the password is typed again; then what was asked for is done", async () => {
  const { ask, activate, events } = await owner({
    passwordHash: await hashPassword(PASSWORD),
    confirmedAt: ELEVEN_MINUTES_AGO(),
  });
  const before = await ask("GET", "/policies");
  expect(await activate()).toMatchObject({ status: 403, code: "step-up-required" });
  expect(await ask("GET", "/confirmation")).toEqual({ method: "password", until: null });
  expect(await ask("POST", "/confirmation", { password: "wrong" })).toMatchObject({
    code: "wrong-password",
    errors: [{ pointer: "/password" }],
  });
  expect(await activate()).toMatchObject({ code: "step-up-required" });
  expect((await ask("POST", "/confirmation", { password: PASSWORD })).until).toEqual(expect.any(String));
  expect(await activate()).toEqual({ version: before.version + 1 });
  expect((await events()).map(({ outcome }) => outcome)).toEqual(["refused", "done"]);
});

test("guessing the password ends after five tries in a minute, the right one included", async () => {
  const { ask } = await owner({ passwordHash: await hashPassword(PASSWORD), confirmedAt: null });
  for (let tries = 0; tries < 5; tries++)
    expect((await ask("POST", "/confirmation", { password: "wrong" })).code).toBe("wrong-password");
  expect((await ask("POST", "/confirmation", { password: PASSWORD })).code).toBe("rate-limited");
});

test("the password of one session confirms no other session of the same person", async () => {
  const { slug, userId, ask } = await owner({ passwordHash: await hashPassword(PASSWORD), confirmedAt: null });
  const other = newId();
  await prisma().session.create({ data: { id: other, userId } });
  await ask("POST", "/confirmation", { password: PASSWORD });
  const token = await encode({ token: { sid: other }, secret: config().NEXTAUTH_SECRET });
  const actor = await requireActor(slug, { cookie: () => token, authorization: null });
  expect(actor.confirmedAt).toBeNull();
});

test("who has no password is told to sign in again, and no password confirms them", async () => {
  const { ask, activate } = await owner({ passwordHash: null, confirmedAt: null });
  expect(await ask("GET", "/confirmation")).toEqual({ method: "sign-in", until: null });
  expect(await ask("POST", "/confirmation", { password: "" })).toMatchObject({ code: "invalid" });
  expect(await ask("POST", "/confirmation", { password: "anything" })).toMatchObject({ code: "wrong-password" });
  expect(await activate()).toMatchObject({ code: "step-up-required" });
});

test("signing in confirms; with an organisation only as of when it says that it asked the person", async () => {
  const { userId } = await owner({ passwordHash: null, confirmedAt: null });
  const { jwt } = authOptions().callbacks ?? {};
  const confirmedAt = async (account: { type: string }, profile: object) => {
    const given = { token: {}, user: { id: userId }, trigger: "signIn", account, profile };
    const token = await jwt?.(given as unknown as Parameters<typeof jwt>[0]);
    const row = await prisma().session.findUniqueOrThrow({ where: { id: String(token?.sid) } });
    return row.confirmedAt?.getTime() ?? null;
  };
  const [now, asked] = [Date.now(), Math.floor(Date.now() / 1_000) - 3_600];
  expect(await confirmedAt({ type: "credentials" }, {})).toBeGreaterThanOrEqual(now);
  expect(await confirmedAt({ type: "oauth" }, { auth_time: asked })).toBe(asked * 1_000);
  expect(await confirmedAt({ type: "oauth" }, { auth_time: asked + 7_200 })).toBeLessThanOrEqual(Date.now());
  expect(await confirmedAt({ type: "oauth" }, {})).toBeNull();
});
