import { createHmac } from "node:crypto";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { createSecret } from "@/lib/governance/secrets/mutations.server";
import { type TenantDb, tenantTransaction } from "@/lib/platform/db/tenant-transaction.server";
import { syncTriggers } from "@/lib/release/triggers/sync-triggers.server";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";
import { storeTestRelease } from "@/lib/runtime/testing/store-test-release.server";
import { addHookRoutes } from "@/lib/runtime/triggers/hook-routes.server";
import { setWebhookState } from "@/lib/runtime/triggers/mutations.server";

const SECRET = "whsec-4d1e";
const api = new Hono();
addHookRoutes(api);

type Config = { auth?: "hmac" | "token"; dedupe?: string; maxBytes?: number };

async function shop(slug: string, config: Config = {}, bindings: Record<string, { cel: string }> = {}) {
  const program = testProgram(
    [
      {
        key: "hook",
        kind: "trigger.webhook",
        config: { auth: "hmac", secret: "shop", maxBytes: 1_000, ...config },
        in: bindings,
      },
      { key: "done", kind: "end", in: { answer: { cel: "input.message" } } },
    ],
    ["hook > done"],
    { inputs: { type: "object", properties: { message: { type: "string" } }, required: ["message"] } },
  );
  const { tenantId, harnessId, projectId, releaseId } = await storeTestRelease(slug, program);
  const actor = systemActor("test", tenantId, slug);
  const work = <T>(todo: (db: TenantDb) => Promise<T>) => tenantTransaction(tenantId, todo);
  const id = await work(async (db) => {
    await createSecret(db, actor, { name: "shop", value: SECRET, allowedHosts: ["shop.test"] });
    await db.environmentRoute.create({ data: { tenantId, harnessId, environment: "production", releaseId, rev: 1 } });
    await syncTriggers(db, tenantId, { harnessId, projectId, environment: "production", program }, Date.now());
    return (await db.webhookEndpoint.findFirstOrThrow({ where: { tenantId } })).id;
  });
  const stored = () =>
    work(async (db) => ({
      runs: await db.run.findMany({ where: { tenantId }, orderBy: { queuedAt: "asc" } }),
      endpoint: await db.webhookEndpoint.findFirstOrThrow({ where: { tenantId } }),
    }));
  return { tenantId, actor, work, stored, id, path: `/hooks/${slug}/${id}` };
}

const signed = (body: string, secret = SECRET, atS = Math.floor(Date.now() / 1_000)) => ({
  "x-slipway-timestamp": String(atS),
  "x-slipway-signature": `sha256=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`,
});
const send = (path: string, body: string, headers: Record<string, string>) =>
  api.request(path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
const BODY = JSON.stringify({ message: "Hello" });

test("a signed delivery starts a run of the routed release; the same one again is that run", async () => {
  const { path, stored } = await shop("hook-a");
  const headers = signed(BODY);
  const first = await send(path, BODY, headers);
  expect(first.status).toBe(202);
  const { runId } = await first.json();
  expect((await stored()).runs).toMatchObject([
    {
      id: runId,
      trigger: "webhook",
      input: { message: "Hello" },
      startedBy: "system:webhook",
      options: { entry: "hook" },
    },
  ]);
  const again = await send(path, BODY, headers);
  expect([again.status, await again.json()]).toEqual([200, { runId, duplicate: true }]);
  const { runs, endpoint } = await stored();
  expect(runs).toHaveLength(1);
  expect(endpoint).toMatchObject({ lastOutcome: "duplicate", lastRunId: runId });
});

test.each([
  ["another secret", () => signed(BODY, "guess")],
  ["a body that was changed on the way", () => signed(`${BODY} `)],
  ["a time outside the window", () => signed(BODY, SECRET, Math.floor(Date.now() / 1_000) - 301)],
  ["no signature", () => ({})],
])("with %s: 401 and nothing is stored", async (_what, headers) => {
  const { path, stored } = await shop(`hook-${Math.random().toString(36).slice(2, 8)}`);
  const before = await stored();
  const answer = await send(path, BODY, headers());
  expect([answer.status, (await answer.json()).code]).toEqual([401, "bad-signature"]);
  expect(await stored()).toEqual(before);
  expect(before.runs).toEqual([]);
});

test("a token works in a header or in the path, and nowhere in the run", async () => {
  const { path, stored } = await shop("hook-token", { auth: "token" }, { message: { cel: "string(input.headers)" } });
  expect((await send(path, BODY, { "x-slipway-token": "guess" })).status).toBe(401);
  const mapped = await send(path, BODY, { "x-slipway-token": SECRET, authorization: `Bearer ${SECRET}` });
  const plain = await shop("hook-path", { auth: "token" });
  expect((await send(`${plain.path}/${SECRET}`, BODY, {})).status).toBe(202);
  expect([202, 422]).toContain(mapped.status);
  expect(JSON.stringify((await stored()).runs)).not.toContain(SECRET);
});

test("what is read from the delivery becomes the input; what is missing or does not fit is 422 and no run", async () => {
  const { path, stored } = await shop(
    "hook-map",
    {},
    { message: { cel: 'input.body.user + " via " + input.query.from' } },
  );
  const body = JSON.stringify({ user: "Ada" });
  expect((await send(`${path}?from=shop`, body, signed(body))).status).toBe(202);
  const missing = JSON.stringify({ other: 1 });
  const refused = await send(path, missing, signed(missing));
  expect([refused.status, (await refused.json()).code]).toEqual([422, "invalid"]);
  const { runs, endpoint } = await stored();
  expect(runs.map((run) => run.input)).toEqual([{ message: "Ada via shop" }]);
  expect(endpoint.lastOutcome).toBe("invalid");
});

test("two deliveries with an equal dedupe value are one run", async () => {
  const { path, stored } = await shop("hook-dedupe", { dedupe: "input.body.event" });
  const deliver = (message: string) => {
    const body = JSON.stringify({ message, event: "evt-1" });
    return send(path, body, signed(body));
  };
  expect((await deliver("Hello")).status).toBe(202);
  expect(await (await deliver("Hello again")).json()).toMatchObject({ duplicate: true });
  expect((await stored()).runs).toHaveLength(1);
});

test("a body over the limit is 413, one that is no JSON 400, another type 415, before a run exists", async () => {
  const { path, stored } = await shop("hook-body");
  const large = JSON.stringify({ message: "x".repeat(2_000) });
  expect((await send(path, large, signed(large))).status).toBe(413);
  expect((await send(path, "{", signed("{"))).status).toBe(400);
  expect((await send(path, BODY, { ...signed(BODY), "content-type": "text/plain" })).status).toBe(415);
  expect((await stored()).runs).toEqual([]);
});

test("a delivery whose input cannot be stored is 400, before a run exists", async () => {
  const { path, stored } = await shop("hook-nul");
  const body = '{"message":"a\\u0000b"}';
  const answer = await send(path, body, signed(body));
  expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ pointer: "/message" }] }]);
  expect((await stored()).runs).toEqual([]);
});

test("a paused, an unknown and a foreign address are the same 404; without its secret an address is not ready", async () => {
  const one = await shop("hook-one");
  const other = await shop("hook-other");
  const codes = async (path: string) => {
    const answer = await send(path, BODY, signed(BODY));
    return `${answer.status} ${(await answer.json()).code}`;
  };
  expect(await codes(`/hooks/hook-other/${one.id}`)).toBe("404 not-found");
  expect(await codes("/hooks/nobody/00000000-0000-7000-8000-000000000000")).toBe("404 not-found");
  await one.work((db) => setWebhookState(db, one.actor, one.id, "paused"));
  expect(await codes(one.path)).toBe("404 not-found");
  await one.work((db) => setWebhookState(db, one.actor, one.id, "active"));
  expect(await codes(one.path)).toBe("202 undefined");
  await other.work((db) => db.secret.deleteMany({ where: { tenantId: other.tenantId } }));
  expect(await codes(other.path)).toBe("503 unavailable");
});
