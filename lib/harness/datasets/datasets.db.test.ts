import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/governance/access/actor";
import { type Scope, scopesOf } from "@/lib/governance/access/scopes";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { findRows, getDataset, listRows } from "@/lib/harness/datasets/data.server";
import { exportRows } from "@/lib/harness/datasets/export-rows.server";
import { importRows } from "@/lib/harness/datasets/import-rows.server";
import { addRunToDataset, createDataset, editDataset } from "@/lib/harness/datasets/mutations.server";
import { DatasetChange } from "@/lib/harness/datasets/schema";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { startTestRun } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";

async function world() {
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "harness:write", work);
  await run((db) => createDataset(db, actor, { key: "mails", name: "Mails" }));
  const edit = (change: unknown) => run((db) => editDataset(db, actor, "mails", DatasetChange.parse(change)));
  const rows = (rev?: number) => run((db) => listRows(db, actor, "mails", { rev, limit: 200 }));
  const load = (text: string, more: Partial<Parameters<typeof importRows>[2]> = {}) =>
    importRows(actor, "mails", { baseRev: 1, format: "csv", text, mode: "append", dryRun: false, ...more });
  return { actor, run, edit, rows, load };
}

test("an earlier revision keeps its rows, in their order, whatever is edited later", async () => {
  const { edit, rows } = await world();
  await edit({ baseRev: 1, put: [{ input: "a" }, { input: "b" }, { input: "c" }] });
  const before = await rows();
  const [a, b] = before.items;
  await edit({ baseRev: 2, put: [{ id: a?.id, input: "A", tags: ["big"] }], drop: [b?.id] });
  expect((await rows()).items.map((row) => row.input)).toEqual(["A", "c"]);
  expect((await rows()).items[0]?.id).toBe(a?.id);
  expect(await rows(2)).toEqual(before);
  await expect(rows(4)).rejects.toMatchObject({ code: "not-found" });
});

test("of two people who edit at once one wins, and an unknown row saves nothing", async () => {
  const { actor, run, edit, rows } = await world();
  const answers = await Promise.allSettled([1, 2].map((input) => edit({ baseRev: 1, put: [{ input }] })));
  expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(edit({ baseRev: 2, put: [{ id: "i_nobody00000000", input: 1 }] })).rejects.toMatchObject({
    code: "invalid",
  });
  expect((await rows()).items).toHaveLength(1);
  expect((await run((db) => getDataset(db, actor, "mails"))).rev).toBe(2);
});

test("a file with one mistake imports nothing and names the line; without it everything is one revision", async () => {
  const { actor, run, rows, load } = await world();
  const bad = "message,expected\nHi,hello\nonly one\n";
  await expect(load(bad)).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/lines/3" }] });
  expect(await load(bad, { dryRun: true })).toMatchObject({ rows: 1, errorCount: 1, rev: null });
  expect((await rows()).items).toEqual([]);
  const many = `message,expected\n${Array.from({ length: 1_200 }, (_, n) => `m${n},e${n}`).join("\n")}`;
  expect(await load(many)).toMatchObject({ rows: 1_200, rev: 2 });
  expect(await load("message\nlast\n", { baseRev: 2, mode: "replace" })).toMatchObject({ rev: 3 });
  expect((await rows()).items.map((row) => row.input)).toEqual([{ message: "last" }]);
  expect(await run((db) => findRows(db, actor, "mails", 2))).toHaveLength(1_200);
});

test("a prepared answer with a condition that cannot work is neither imported nor saved", async () => {
  const { actor, edit } = await world();
  const mocks = [
    { tool: "pay", when: "args.sum > 3", answer: 1 },
    { tool: "pay", when: "args.sum >", answer: 1 },
  ];
  await expect(edit({ baseRev: 1, put: [{ input: 1, mocks }] })).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/put/0/mocks/1/when" }],
  });
  const file = { baseRev: 1, format: "jsonl", mode: "append", dryRun: true } as const;
  const text = `${JSON.stringify({ input: 1, mocks: mocks.slice(0, 1) })}\n${JSON.stringify({ input: 2, mocks })}`;
  const report = await importRows(actor, "mails", { ...file, text });
  expect(report).toMatchObject({ rows: 1, errors: [{ line: 2, message: expect.stringMatching(/^mocks\.1\.when: /) }] });
});

test("what is exported imports again as the same rows", async () => {
  const { actor, run, edit, load, rows } = await world();
  await edit({ baseRev: 1, put: [{ input: { q: 'a,\n"b"' }, expected: [1, null], tags: ["x"] }, { input: 7 }] });
  const text = await (await run((db) => exportRows(db, actor, "mails"))).text();
  const contents = async () =>
    (await rows()).items.map(({ input, expected, tags, mocks }) => ({ input, expected, tags, mocks }));
  const before = await contents();
  await load(text, { baseRev: 2, format: "jsonl", mode: "replace" });
  expect(await contents()).toEqual(before);
});

test("a row never changes in place: the database itself refuses", async () => {
  const { edit, run } = await world();
  await edit({ baseRev: 1, put: [{ input: 1 }] });
  for (const change of [
    (db: TenantDb) => db.datasetRow.updateMany({ data: { tags: ["x"] } }),
    (db: TenantDb) => db.datasetRow.deleteMany(),
  ])
    await expect(run(change)).rejects.toThrow(/permission denied|immutable/);
});

test("a run becomes a test case only for those who may read its payload, and keeps the link", async () => {
  const { actor, run, rows } = await world();
  const harness = await run((db) => createHarness(db, actor, "Desk", readyDraft()));
  const { runId } = await run((db) => startTestRun(db, actor, harness.slug, { input: { message: "Hi" } }, Date.now()));
  const wanted = { runId, expectOutput: true, tags: ["real"] };
  const add = (as: Actor) => withTenant(as, "harness:write", (db) => addRunToDataset(db, as, "mails", wanted));
  await expect(add(actor)).rejects.toMatchObject({ code: "invalid" });
  await run((db) =>
    db.run.updateMany({
      where: { id: runId },
      data: { status: "succeeded", output: { answer: "Hello" }, endedAt: new Date() },
    }),
  );
  const scopes = new Set<Scope>([...scopesOf("DEVELOPER")].filter((scope) => scope !== "payload:readDraft"));
  await expect(add({ ...actor, scopes })).rejects.toMatchObject({ code: "forbidden" });
  await add(actor);
  expect((await rows()).items).toMatchObject([
    { input: { message: "Hi" }, expected: { answer: "Hello" }, tags: ["real"], source: { kind: "run", runId } },
  ]);
  const other = await world();
  await expect(
    other.run((db) => addRunToDataset(db, other.actor, "mails", { ...wanted, runId: randomUUID() })),
  ).rejects.toMatchObject({ code: "not-found" });
  await expect(other.run((db) => addRunToDataset(db, other.actor, "mails", wanted))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("two columns for one place import nothing, and it is said which", async () => {
  const { load } = await world();
  const mapping = ["a", "b"].map((column) => ({ column, to: "input" as const, field: "x", as: "text" as const }));
  await expect(load("a,b\n1,2\n", { mapping })).rejects.toMatchObject({
    code: "invalid",
    errors: [{ pointer: "/lines/1", message: expect.stringMatching(/"a" and "b" both go to the field "x"/) }],
  });
});

test("of two people who add runs at once both get their rows, and a run is a row once", async () => {
  const { actor, run, rows } = await world();
  const harness = await run((db) => createHarness(db, actor, "Desk", readyDraft()));
  const ended = async (message: string) => {
    const { runId } = await run((db) => startTestRun(db, actor, harness.slug, { input: { message } }, Date.now()));
    const end = { status: "succeeded" as const, output: { answer: message }, endedAt: new Date() };
    await run((db) => db.run.updateMany({ where: { id: runId }, data: end }));
    return runId;
  };
  const add = (runId: string) =>
    run((db) => addRunToDataset(db, actor, "mails", { runId, expectOutput: true, tags: [] }));
  const ids = [await ended("a"), await ended("b"), await ended("c")];
  await Promise.all(ids.map(add));
  expect((await rows()).items).toHaveLength(3);
  const again = await Promise.allSettled([add(ids[0] ?? ""), add(ids[0] ?? "")]);
  expect(again).toMatchObject(again.map(() => ({ status: "rejected", reason: { code: "conflict" } })));
  expect((await rows()).items).toHaveLength(3);
});
