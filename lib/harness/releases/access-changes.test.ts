import { expect, test } from "vitest";
import { compileDraft } from "@/lib/harness/compile/compile-draft";
import { accessChanges } from "@/lib/harness/releases/access-changes";
import type { Access } from "@/lib/harness/releases/access-of";
import { accessOf } from "@/lib/harness/releases/access-of";
import { manifestOf } from "@/lib/harness/releases/manifest-of.server";
import type { AccessAnswer } from "@/lib/harness/releases/schema";
import { apply, builtInLibrary, readyDraft } from "@/lib/harness/testing/demo-draft";

const access = (resource: string, classes: string[] = ["read"]): Access => ({
  does: "call-tool",
  resource,
  steps: ["agent"],
  action: { kind: "tool.call", tool: { key: resource, classes, sideEffect: "none", inputSchema: {} }, args: {} },
});
const answer = ({ action }: Access): AccessAnswer => {
  const isRead = action?.kind === "tool.call" && action.tool.classes.includes("read");
  return { verdict: isRead ? "allow" : "deny", why: "policy", policies: [], conditional: [] };
};

test("what is new, what is gone and what is decided otherwise come first, what stays the same last", () => {
  const before = [access("kept"), access("gone"), access("turned")];
  const after = [access("kept"), access("turned", ["money"]), access("zeta")];
  expect(accessChanges(before, after, answer).map(({ resource, change }) => [resource, change])).toEqual([
    ["gone", "removed"],
    ["turned", "changed"],
    ["zeta", "added"],
    ["kept", "same"],
  ]);
  const turned = accessChanges(before, after, answer).find((one) => one.resource === "turned");
  expect([turned?.before?.verdict, turned?.after?.verdict]).toEqual(["allow", "deny"]);
});

test("a release reaches the models of the slots that steps use, its tools, and every host by method", () => {
  let draft = readyDraft();
  const agent = draft.nodes.find((node) => node.kind === "agent");
  const slot = { model: "sandbox/echo", fallbacks: ["acme/small"], temperature: 0, maxOutputTokens: 100 };
  draft = apply(draft, {
    kind: "set-draft",
    change: { models: { main: slot, unused: { ...slot, model: "acme/large" } } },
  });
  const compiled = compileDraft(draft, builtInLibrary);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const config = {
    ...{ method: "POST", url: "https://api.example.com/{{ input.id }}", headers: {} },
    ...{ maxResponseBytes: 10, sideEffect: "unsafe" },
  };
  const sending = compiled.program.nodes
    .filter((node) => node.id === agent?.id)
    .map((node) => ({ ...node, id: "n_http000000000", key: "send", kind: "http" as const, config }));
  const nodes = [...compiled.program.nodes, ...sending];
  const reached = accessOf(
    { ...compiled.program, nodes },
    new Map([["sandbox/echo", { provider: "sandbox", simulated: true }]]),
  );
  expect(reached.map(({ does, resource, action }) => [does, resource, action?.kind ?? null])).toEqual([
    ["call-tool", "orders_get", "tool.call"],
    ["send-http", "POST api.example.com", "tool.call"],
    ["use-model", "acme/small", null],
    ["use-model", "sandbox/echo", "model.invoke"],
  ]);
});

test("an agent's memory grants are asked about one by one, apart from what steps do with the same memory", () => {
  const draft = readyDraft();
  const agent = draft.nodes.find((node) => node.kind === "agent");
  const memory = [
    { scope: "user", read: true, write: true },
    { scope: "tenant", read: true, write: false },
  ];
  const change = { config: { ...agent?.config, tools: [], memory } };
  const compiled = compileDraft(apply(draft, { kind: "set-node", id: agent?.id ?? "", change }), builtInLibrary);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const step = { id: "n_read0000000", key: "read", kind: "memory.read" as const };
  const read = { scope: "user", kinds: ["fact"], mode: "query", limit: 1, budgetTokens: 100 };
  const steps = compiled.program.nodes
    .filter((node) => node.id === agent?.id)
    .map((node) => ({ ...node, ...step, config: read }));
  const reached = accessOf({ ...compiled.program, nodes: [...compiled.program.nodes, ...steps] }, new Map());
  const ofMemory = reached.filter(({ does }) => does.endsWith("memory"));
  expect(
    ofMemory.map(({ does, resource, steps: by, action }) => [does, resource, by[0], action?.kind ?? null]),
  ).toEqual([
    ["agent-read-memory", "tenant", "agent", "memory.read"],
    ["agent-read-memory", "user", "agent", "memory.read"],
    ["agent-write-memory", "user", "agent", "memory.write"],
    ["read-memory", "user", "read", "memory.read"],
  ]);
  expect(manifestOf(draft, 1, compiled, []).memory).toEqual(memory.map((grant) => ({ step: "agent", ...grant })));
  const without = compileDraft(draft, builtInLibrary);
  expect(without.ok && manifestOf(draft, 1, without, []).memory).toBeUndefined();
});
