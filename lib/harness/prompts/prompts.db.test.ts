import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { storeRevision } from "@/lib/harness/assets/mutations.server";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import type { Draft } from "@/lib/harness/graph/draft";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getPrompt, listPrompts } from "@/lib/harness/prompts/data.server";
import { createPrompt, forkPrompt, revisePrompt } from "@/lib/harness/prompts/mutations.server";
import { type PromptBody, promptBody } from "@/lib/harness/prompts/prompt-body";
import { builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { checksum } from "@/lib/release/checksum.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  const revise = (baseRev: number, system: string) =>
    run((db) =>
      revisePrompt(db, actor, "greeting", {
        variant: "main",
        baseRev,
        body: promptBody({ system, user: "" }),
        message: "",
      }),
    );
  await run((db) =>
    createPrompt(db, actor, {
      key: "greeting",
      name: "Greeting",
      body: promptBody({ system: "Hi", user: "" }),
      message: "",
    }),
  );
  return { actor, run, revise };
}

const systemOf = (revision?: { body: PromptBody }) => revision?.body.messages[0]?.content ?? "";

/** A draft whose agent uses a stored prompt. */
function draftWith(ref: { prompt: string; variant?: string; rev: "latest" }): Draft {
  const draft = readyDraft();
  const prompt = { system: "", user: "", ref };
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent" ? { ...node, config: { ...node.config, prompt } } : node,
  );
  return { ...draft, nodes };
}

test("of two people who revise at once one wins; the same text is no new revision; earlier ones never change", async () => {
  const { actor, run, revise } = await world();
  const answers = await Promise.allSettled([revise(1, "Hello"), revise(1, "Good day")]);
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  const { rev, revisions } = await run((db) => getPrompt(db, actor, "greeting"));
  expect([rev, revisions.map((one) => one.rev)]).toEqual([2, [2, 1]]);
  expect(await revise(2, systemOf(revisions[0]))).toMatchObject({ rev: 2, created: false });
  expect(systemOf(revisions[1])).toBe("Hi");
  await expect(run((db) => db.assetRevision.updateMany({ data: { message: "x" } }))).rejects.toThrow(
    /permission denied|immutable/,
  );
  const audit = await run((db) => db.$queryRaw<{ action: string }[]>`SELECT action FROM audit.event ORDER BY seq`);
  expect(audit.map((event) => event.action).filter((action) => action.startsWith("prompt."))).toEqual([
    "prompt.create",
    "prompt.revise",
  ]);
});

test("a template with a mistake saves nothing and says where", async () => {
  const { actor, run, revise } = await world();
  await expect(revise(1, "Hi {{ inptu.name }}")).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/body/messages/0/content" }],
  });
  expect((await run((db) => getPrompt(db, actor, "greeting"))).rev).toBe(1);
});

test("a prompt names the harnesses that use it, and does not exist for another tenant", async () => {
  const [one, two] = [await world(), await world()];
  const draft = draftWith({ prompt: "greeting", rev: "latest" });
  await one.run((db) => createHarness(db, one.actor, "Support desk", draft));
  const users = async ({ actor, run }: typeof one) => (await run((db) => listPrompts(db, actor)))[0]?.usedBy;
  expect(await users(one)).toEqual([{ slug: "support-desk", name: "Support desk" }]);
  expect(await users(two)).toEqual([]);
  const modelsOf = async ({ actor, run }: typeof one) => (await run((db) => getPrompt(db, actor, "greeting"))).models;
  expect(await modelsOf(one)).toEqual(["sandbox/support-demo"]);
  expect(await modelsOf(two)).toEqual([]);
  const third = systemActor("test", two.actor.tenantId, two.actor.tenantSlug);
  await one.run((db) =>
    createPrompt(db, one.actor, {
      key: "only_one",
      name: "x",
      body: promptBody({ system: "", user: "" }),
      message: "",
    }),
  );
  await expect(withTenant(third, "harness:read", (db) => getPrompt(db, third, "only_one"))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a variant begins with the text that it was forked from, and from then on each has revisions of its own", async () => {
  const { actor, run, revise } = await world();
  await revise(1, "Hello");
  await run((db) => forkPrompt(db, actor, "greeting", { name: "short", from: { variant: "main", rev: 1 } }));
  const change = { variant: "short", baseRev: 1, body: promptBody({ system: "Yo", user: "" }), message: "" };
  await run((db) => revisePrompt(db, actor, "greeting", change));
  await revise(2, "Good day");
  const textsOf = async (variant: string) =>
    (await run((db) => getPrompt(db, actor, "greeting", variant))).revisions.map(systemOf);
  expect(await textsOf("main")).toEqual(["Good day", "Hello", "Hi"]);
  expect(await textsOf("short")).toEqual(["Yo", "Hi"]);
  const { variants } = await run((db) => getPrompt(db, actor, "greeting"));
  expect(variants.map(({ name, newest, forkedFrom }) => [name, newest.rev, forkedFrom])).toEqual([
    ["main", 3, null],
    ["short", 2, { variant: "main", rev: 1 }],
  ]);
  expect((await run((db) => listPrompts(db, actor)))[0]).toMatchObject({ rev: 3, variants: 2 });
  const { prompts } = await run((db) => loadLibrary(db, actor.tenantId));
  expect([...prompts].map(([name, revisions]) => [name, systemOf(revisions.at(-1))])).toEqual([
    ["greeting", "Good day"],
    ["greeting/short", "Yo"],
  ]);
  const draft = draftWith({ prompt: "greeting", variant: "short", rev: "latest" });
  const compiled = compileDraft(draft, { ...builtInLibrary, prompts });
  expect(compiled.ok && compiled.prompts).toMatchObject([{ prompt: "greeting", variant: "short", rev: 2 }]);
});

test("a variant that is there, one that is called main, and a revision that is not there are refused", async () => {
  const { actor, run } = await world();
  const fork = (name: string, rev = 1) =>
    run((db) => forkPrompt(db, actor, "greeting", { name, from: { variant: "main", rev } }));
  await fork("short");
  await expect(fork("short")).rejects.toMatchObject({ code: "conflict" });
  await expect(fork("main")).rejects.toMatchObject({ code: "conflict" });
  await expect(fork("long", 9)).rejects.toMatchObject({ code: "not-found" });
  await expect(run((db) => getPrompt(db, actor, "greeting", "long"))).rejects.toMatchObject({ code: "not-found" });
});

test("a revision of before messages is read as messages, keeps its hash, and is the same text when it is saved again", async () => {
  const { actor, run, revise } = await world();
  const { id } = await run((db) =>
    db.asset.findFirstOrThrow({ where: { tenantId: actor.tenantId, kind: "prompt", key: "greeting" } }),
  );
  const body = { system: "Hello", user: "{{ input.message }}" };
  const old = { assetId: id, variant: "main", rev: 2, body, message: "" };
  await run((db) => storeRevision(db, actor, old));
  const change = { variant: "main", baseRev: 2, body: promptBody(body), message: "" };
  expect(await run((db) => revisePrompt(db, actor, "greeting", change))).toMatchObject({ rev: 2, created: false });
  const { revisions } = await run((db) => getPrompt(db, actor, "greeting"));
  expect(revisions[0]?.body.messages).toEqual([
    { role: "system", content: "Hello" },
    { role: "user", content: "{{ input.message }}" },
  ]);
  const { prompts } = await run((db) => loadLibrary(db, actor.tenantId));
  expect(
    prompts
      .get("greeting")
      ?.map(({ bodyHash }) => bodyHash)
      .at(-1),
  ).toBe(checksum(body));
  const compiled = compileDraft(draftWith({ prompt: "greeting", rev: "latest" }), { ...builtInLibrary, prompts });
  const agent = (compiled.ok ? compiled.program.nodes : []).find((node) => node.kind === "agent");
  expect(agent?.config.prompt).toEqual({ ...body, ref: { prompt: "greeting", rev: 2 } });
  expect(await revise(2, "Good day")).toMatchObject({ rev: 3, created: true });
});

test("examples of a prompt are in the program of the step that uses it, in their order", async () => {
  const { actor, run } = await world();
  const examples = [
    { role: "user" as const, content: "Hi" },
    { role: "assistant" as const, content: "Good day." },
  ];
  const body = promptBody({ system: "Be polite.", examples, user: "{{ input.message }}" });
  await run((db) => revisePrompt(db, actor, "greeting", { variant: "main", baseRev: 1, body, message: "" }));
  const { prompts } = await run((db) => loadLibrary(db, actor.tenantId));
  const compiled = compileDraft(draftWith({ prompt: "greeting", rev: "latest" }), { ...builtInLibrary, prompts });
  const agent = (compiled.ok ? compiled.program.nodes : []).find((node) => node.kind === "agent");
  expect(agent?.config.prompt).toMatchObject({ system: "Be polite.", examples, user: "{{ input.message }}" });
});
