import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createSecret } from "@/lib/governance/secrets/mutations.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { copyNodes } from "@/lib/harness/graph/copy-nodes";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { newNode } from "@/lib/harness/nodes/new-node";
import { getPinValue } from "@/lib/harness/pins/data.server";
import { setPin } from "@/lib/harness/pins/mutations.server";
import { apply, readyDraft } from "@/lib/harness/testing/demo-draft";
import { workflowFileRoutes } from "@/lib/harness/workflow-files/routes.server";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

const [SECRET_VALUE, PINNED] = ["hook-s3cret-value", "Ada lives in Lisbon"];

test("no secret value, no pinned output and no tenant leaves with an exported workflow or on the clipboard", async () => {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  await run((db) =>
    createSecret(db, actor, { name: "hook_key", value: SECRET_VALUE, allowedHosts: ["api.example.com"] }),
  );
  const ready = readyDraft();
  const hook = { ...newNode(ready, "trigger.webhook"), key: "hook" };
  const config = { auth: "hmac", secret: "hook_key", maxBytes: 1_000 };
  const draft = apply(ready, { kind: "add-nodes", nodes: [{ ...hook, config }], edges: [], at: {} });
  const harness = await run((db) => createHarness(db, actor, "Support desk", draft));
  const agent = draft.nodes.find((node) => node.kind === "agent")?.id ?? "";
  const value = { text: PINNED, turns: 1, toolCalls: 0, stopped: "answer" };
  const pin = { from: "value" as const, port: "out", value };
  await run((db) => setPin(db, actor, harness.slug, { nodeId: agent, pin, now: new Date() }));
  expect(JSON.stringify(await run((db) => getPinValue(db, actor, harness.slug, agent)))).toContain(PINNED);

  const exported = workflowFileRoutes.find(({ spec }) => spec.path === "/harnesses/{harness}/draft/export");
  const request = new Request("http://test.local/");
  const asked = { actor, params: { harness: harness.slug }, query: {}, body: undefined, request };
  const file = JSON.stringify(await exported?.handle({ ...asked, mayStill: async () => true }));
  const clipboard = copyNodes(draft, new Set(draft.nodes.map(({ id }) => id)));
  for (const text of [file, clipboard]) {
    expect(text).toContain('"hook_key"');
    for (const kept of [SECRET_VALUE, PINNED, tenantId, harness.id]) expect(text).not.toContain(kept);
  }
});
