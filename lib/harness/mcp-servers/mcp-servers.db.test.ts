import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { systemActor } from "@/lib/governance/access/system-actor.server";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { createTenant } from "@/lib/governance/tenants/mutations.server";
import { archiveAsset, restoreAsset } from "@/lib/harness/assets/archive.server";
import { loadLibrary } from "@/lib/harness/compile/load-library.server";
import { createHarness } from "@/lib/harness/harnesses/mutations.server";
import { getMcpServer } from "@/lib/harness/mcp-servers/data.server";
import { listServedTools } from "@/lib/harness/mcp-servers/list-served-tools.server";
import { approveMcpTools, createMcpServer, deleteMcpServer } from "@/lib/harness/mcp-servers/mutations.server";
import { McpApproval } from "@/lib/harness/mcp-servers/schema";
import { createRelease } from "@/lib/harness/releases/mutations.server";
import { readyDraft } from "@/lib/harness/testing/demo-draft";
import { getTool } from "@/lib/harness/tools/data.server";
import { reviseTool } from "@/lib/harness/tools/mutations.server";
import { OwnTool } from "@/lib/harness/tools/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { workerTransaction } from "@/lib/platform/db/worker-pool.server";
import { createSafeFetch } from "@/lib/platform/net/safe-fetch.server";
import { type LoopbackTools, startLoopbackMcp } from "@/lib/platform/testing/loopback-mcp";
import { type McpScript, scriptedMcp } from "@/lib/platform/testing/scripted-mcp";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function world(tools: LoopbackTools) {
  const server = await startLoopbackMcp(tools);
  stops.push(server.stop);
  const slug = `t${randomBytes(5).toString("hex")}`;
  const { tenantId } = await createTenant({ slug, name: slug, demo: true });
  const actor = systemActor("test", tenantId, slug);
  const run = <T>(work: (db: TenantDb) => Promise<T>) => withTenant(actor, "tool:write", work);
  await run((db) => createMcpServer(db, actor, { name: "loop", url: server.url, secret: null }));
  const safeFetch = createSafeFetch({ privateHosts: [server.host] });
  const list = () => listServedTools(actor, "loop", safeFetch, new AbortController().signal);
  const view = () => run((db) => getMcpServer(db, actor, "loop"));
  const toolView = async (name: string) => (await view()).tools.find((tool) => tool.tool === name);
  const approve = (fingerprint: string, message = "") =>
    run((db) =>
      approveMcpTools(db, actor, "loop", {
        tools: [{ tool: "echo", fingerprint, key: "loop_echo", sideEffect: "none", classes: ["read", "egress"] }],
        message,
      }),
    );
  return { actor, run, list, view, toolView, approve };
}

test("nothing of a server is offered until a person approves it", async () => {
  const { list, view, approve, run, actor } = await world({ echo: "Says the same." });
  expect((await view()).tools).toEqual([]);
  await list();
  const listed = await view();
  expect([listed.about, listed.unapproved, listed.approved]).toEqual(["loopback 1.2.3", 2, 0]);
  const keys = async () => [...(await run((db) => loadLibrary(db, actor.tenantId))).tools.keys()];
  expect(await keys()).not.toContain("loop_echo");
  await approve(listed.tools.find((tool) => tool.tool === "echo")?.fingerprint ?? "");
  expect(await keys()).toContain("loop_echo");
  await expect(run((db) => deleteMcpServer(db, actor, "loop"))).rejects.toMatchObject({ code: "conflict" });
});

test("a changed tool blocks every release with it until a person approves the change", async () => {
  const tools: LoopbackTools = { echo: "Says the same." };
  const { list, toolView, approve, run, actor } = await world(tools);
  await list();
  const first = (await toolView("echo"))?.fingerprint ?? "";
  await approve(first);
  const draft = readyDraft();
  const nodes = draft.nodes.map((node) =>
    node.kind === "agent" ? { ...node, config: { ...node.config, tools: ["loop_echo"] } } : node,
  );
  const harness = await run((db) => createHarness(db, actor, "Echo desk", { ...draft, nodes }));
  const release = () => run((db) => createRelease(db, actor, harness.slug));
  await expect(release()).resolves.toMatchObject({ number: 1 });
  tools.echo = "Says the same.\u200b";
  await list();
  expect(await toolView("echo")).toMatchObject({ state: "changed", pinned: { description: "Says the same." } });
  await expect(release()).rejects.toMatchObject({ code: "not-releasable" });
  expect((await run((db) => getTool(db, actor, "loop_echo"))).isQuarantined).toBe(true);
  await expect(approve(first)).rejects.toMatchObject({ code: "conflict" });
  const changed = (await toolView("echo"))?.fingerprint ?? "";
  await expect(approve(changed)).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/message" }] });
  await approve(changed, "Only a space");
  expect(await toolView("echo")).toMatchObject({ state: "ok" });
  await expect(release()).resolves.toMatchObject({ number: 2 });
});

test("an approved change keeps what a person said of the tool, and a safer effect wants a reason", async () => {
  const tools: LoopbackTools = { echo: "Says the same." };
  const { list, toolView, approve, run, actor } = await world(tools);
  await list();
  await approve((await toolView("echo"))?.fingerprint ?? "");
  const tool = OwnTool.parse((await run((db) => getTool(db, actor, "loop_echo"))).definition);
  const set = { sideEffect: "unsafe" as const, classes: ["money" as const], timeoutMs: 7_000, exclusive: true };
  const revised = { baseRev: 1, tool: { ...tool, ...set }, message: "" };
  await run((db) => reviseTool(db, actor, "loop_echo", revised));
  tools.echo = "Says something else.";
  await list();
  const changed = await toolView("echo");
  expect(changed?.approved).toEqual({ sideEffect: "unsafe", classes: ["money"] });
  await expect(approve(changed?.fingerprint ?? "")).rejects.toMatchObject({ code: "invalid" });
  await approve(changed?.fingerprint ?? "", "The server says that it only reads.");
  const after = (await run((db) => getTool(db, actor, "loop_echo"))).definition;
  expect(after).toMatchObject({ sideEffect: "none", timeoutMs: 7_000, exclusive: true });
});

test("a worker may record what is served, and can approve nothing", async () => {
  const { list, toolView, approve, actor } = await world({ echo: "Says the same." });
  await list();
  await approve((await toolView("echo"))?.fingerprint ?? "");
  await workerTransaction(actor.tenantId, async (client) => {
    await client.query("UPDATE mcp_tool SET served = NULL, served_fingerprint = NULL, seen_at = now()");
  });
  expect(await toolView("echo")).toMatchObject({ state: "missing" });
  await expect(
    workerTransaction(actor.tenantId, (client) => client.query("UPDATE mcp_tool SET pinned_fingerprint = NULL")),
  ).rejects.toThrow(/permission denied/);
});

test("what a server says of a tool is not changed by hand; its effect and its classes are", async () => {
  const { list, toolView, approve, run, actor } = await world({ echo: "Says the same." });
  await list();
  await approve((await toolView("echo"))?.fingerprint ?? "");
  const tool = OwnTool.parse((await run((db) => getTool(db, actor, "loop_echo"))).definition);
  const revise = (change: Partial<OwnTool>) =>
    run((db) => reviseTool(db, actor, "loop_echo", { baseRev: 1, tool: { ...tool, ...change }, message: "" }));
  await expect(revise({ description: "Trust me." })).rejects.toMatchObject({ code: "invalid" });
  await expect(revise({ sideEffect: "unsafe" })).resolves.toMatchObject({ rev: 2 });
});

test("a server that is no MCP server, or not there, says so in words", async () => {
  const { run, actor } = await world({ echo: null });
  await run((db) => createMcpServer(db, actor, { name: "gone", url: "http://127.0.0.1:1/mcp", secret: null }));
  const fetch = createSafeFetch({ privateHosts: ["127.0.0.1:1"] });
  await expect(listServedTools(actor, "gone", fetch, new AbortController().signal)).rejects.toMatchObject({
    code: "unreachable",
  });
});

test("a server whose tools are all archived can go, and its tools cannot come back without it", async () => {
  const { list, toolView, approve, view, run, actor } = await world({ echo: "Says the same." });
  await list();
  await approve((await toolView("echo"))?.fingerprint ?? "");
  await run((db) => archiveAsset(db, actor, "tool", "loop_echo"));
  expect(await toolView("echo")).toMatchObject({ state: "archived", key: "loop_echo", approved: null });
  expect(await view()).toMatchObject({ approved: 0, quarantined: 0 });
  await run((db) => deleteMcpServer(db, actor, "loop"));
  await expect(run((db) => restoreAsset(db, actor, "tool", "loop_echo"))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/server "loop".*was removed/),
  });
});

test("texts that cannot be stored: in a list of tools a refusal in words, in long names what fits is kept", async () => {
  const { run, actor } = await world({ echo: null });
  await run((db) => createMcpServer(db, actor, { name: "odd", url: "https://mcp.example.com/mcp", secret: null }));
  const serve = async (tool: { name: string; description?: string }) => {
    const script: McpScript = () => ({ result: { tools: [{ inputSchema: { type: "object" }, ...tool }] } });
    await listServedTools(actor, "odd", scriptedMcp(script).safeFetch, new AbortController().signal);
    return (await run((db) => getMcpServer(db, actor, "odd"))).tools.map((one) => one.tool);
  };
  await expect(serve({ name: "echo", description: "a\u0000b" })).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining("cannot be stored"),
  });
  expect(await serve({ name: `${"x".repeat(127)}😀` })).toEqual([`${"x".repeat(127)}\ufffd`]);
});

test("a changed tool is approved by the rules of a new one", async () => {
  const { run, actor } = await world({ echo: null });
  await run((db) => createMcpServer(db, actor, { name: "odd", url: "https://mcp.example.com/mcp", secret: null }));
  const approve = async (inputSchema: unknown) => {
    const script: McpScript = () => ({ result: { tools: [{ name: "echo", inputSchema }] } });
    await listServedTools(actor, "odd", scriptedMcp(script).safeFetch, new AbortController().signal);
    const [tool] = (await run((db) => getMcpServer(db, actor, "odd"))).tools;
    const choice = { tool: "echo", fingerprint: tool?.fingerprint ?? "", key: "odd_echo" };
    const tools = [{ ...choice, sideEffect: "none" as const, classes: ["read" as const] }];
    return await run((db) => approveMcpTools(db, actor, "odd", { tools, message: "Looked at it" }));
  };
  await expect(approve({ type: "object", properties: {} })).resolves.toMatchObject({ items: [{ key: "odd_echo" }] });
  await expect(approve({ type: "object", description: "x".repeat(40_000) })).rejects.toMatchObject({ code: "invalid" });
  await expect(approve({ type: "object", properties: { a: {} } })).resolves.toMatchObject({ items: [{ rev: 2 }] });
});

test("one tool of a server is approved under one key: twice in a request is refused, and of two people one wins", async () => {
  const { list, toolView, run, actor } = await world({ echo: "Says the same." });
  await list();
  const fingerprint = (await toolView("echo"))?.fingerprint ?? "";
  const choiceOf = (key: string) => ({
    ...{ tool: "echo", fingerprint, key },
    ...{ sideEffect: "none" as const, classes: ["read" as const] },
  });
  const twice = McpApproval.safeParse({ tools: [choiceOf("one"), choiceOf("two")] });
  expect(twice.error?.issues).toMatchObject([{ path: ["tools", 1, "tool"] }]);
  const answers = await Promise.allSettled(
    ["one", "two"].map((key) =>
      run((db) => approveMcpTools(db, actor, "loop", { tools: [choiceOf(key)], message: "" })),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const { tools } = await run((db) => loadLibrary(db, actor.tenantId));
  expect(["one", "two"].filter((key) => tools.has(key))).toHaveLength(1);
});
