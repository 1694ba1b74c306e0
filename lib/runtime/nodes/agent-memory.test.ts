import fc from "fast-check";
import { expect, test } from "vitest";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import { kindsOf, MemoryGrant, MemoryKind, MemoryScopeName } from "@/lib/release/memory-grants";
import { MEMORY_TOOL_KEYS } from "@/lib/release/memory-tools";
import type { EntryPlace } from "@/lib/runtime/memory/run-memory";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { scriptedAgent } from "@/lib/runtime/testing/scripted-agent.server";
import { toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import { LostLease } from "@/lib/runtime/worker/lost-lease";

const user: MemoryGrant = { scope: "user", read: true, write: true };
const OWN = { threadId: "t-1", endUser: "ada", harnessId: "h-1" };

/** Dependencies that tell which memory was reached, and how. */
function watched(forbid?: Parameters<typeof fakeCallDependencies>[0]) {
  const { deps, ...seen } = fakeCallDependencies(forbid);
  const reached: (EntryPlace & { does: "read" | "write"; kinds: readonly string[] })[] = [];
  const memory: typeof deps.memory = {
    ...deps.memory,
    read: async (_run, { scope, scopeKey, kinds }) => {
      reached.push({ does: "read", scope, scopeKey, kinds });
      return [];
    },
    write: async (_run, _place, { scope, scopeKey, kind }) => {
      reached.push({ does: "write", scope, scopeKey, kinds: [kind] });
      return { ok: true, id: "e", version: 1 };
    },
    forget: async (_run, _place, { scope, scopeKey, kind }) => {
      reached.push({ does: "write", scope, scopeKey, kinds: [kind] });
      return { ok: true, id: "e", version: 2 };
    },
  };
  return { deps: { ...deps, memory }, reached, ...seen };
}

const grants = fc
  .uniqueArray(
    fc.record({
      scope: fc.constantFrom(...MemoryScopeName.options),
      kinds: fc.option(fc.uniqueArray(fc.constantFrom(...MemoryKind.options), { minLength: 1 }), { nil: undefined }),
      read: fc.boolean(),
      write: fc.boolean(),
    }),
    { selector: ({ scope }) => scope },
  )
  .map((list) => MemoryGrant.array().parse(JSON.parse(JSON.stringify(list))));
const FIELDS: Record<string, Record<string, string | number>> = {
  memory_search: { query: "q" },
  memory_save: { key: "k", content: "c" },
  memory_update: { key: "k", content: "c", version: 1 },
  memory_forget: { key: "k" },
};
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const calls = fc.array(
  fc
    .record({
      name: fc.constantFrom(...MEMORY_TOOL_KEYS),
      scope: sometimes(fc.oneof(fc.constantFrom(...MemoryScopeName.options), fc.constantFrom("ada", "*", "user ", ""))),
      kind: sometimes(fc.constantFrom(...MemoryKind.options)),
      scope_key: fc.option(fc.constant("bob"), { nil: undefined, freq: 1 }),
    })
    .map(({ name, ...more }) => ({ name, input: JSON.parse(JSON.stringify({ ...FIELDS[name], ...more })) })),
  { minLength: 1, maxLength: 8 },
);

test("an agent never reaches a scope, a kind or a right that it was not granted, whatever its model asks for", async () => {
  const seen = { reached: 0 };
  await fc.assert(
    fc.asyncProperty(grants, calls, async (granted, asked) => {
      const { deps, reached, decisions } = watched();
      const agent = scriptedAgent({ deps, grants: granted, turns: [asked], run: OWN });
      expect(await agent.attempt()).toMatchObject({ ok: true });
      seen.reached += reached.length;
      const keys: Record<string, string> = { run: agent.step.run.runId, thread: "t-1", user: "ada", agent: "h-1" };
      for (const { does, scope, scopeKey, kinds } of reached) {
        const grant = granted.find((one) => one.scope === scope);
        expect(grant?.[does]).toBe(true);
        expect(kinds.every((kind) => kindsOf(grant ?? {}).some((one) => one === kind))).toBe(true);
        expect(scopeKey).toBe(keys[scope] ?? agent.step.run.tenantId);
      }
      const asks = decisions.flatMap(({ action }) => ("memory" in action ? [[action.kind, action.memory.scope]] : []));
      for (const { does, scope } of reached) expect(asks).toContainEqual([`memory.${does}`, scope]);
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(seen.reached).toBeGreaterThan(50);
});

test("without a grant an agent is offered no memory; a tool names only scopes that are granted for what it does", async () => {
  const offeredWith = async (granted: MemoryGrant[] | undefined) => {
    const agent = scriptedAgent({ deps: watched().deps, turns: [], ...(granted && { grants: granted }) });
    await agent.attempt();
    return [...agent.offered];
  };
  expect(await offeredWith(undefined)).toEqual([]);
  expect(await offeredWith([])).toEqual([]);
  expect(await offeredWith([{ ...user, write: false }])).toEqual(["memory_search"]);
  expect(await offeredWith([{ ...user, read: false }])).toEqual(["memory_save", "memory_update", "memory_forget"]);
});

test("a tool of the release does not stand in for a memory tool of the same name", async () => {
  const saved: string[] = [];
  const { deps, reached } = watched();
  const pinned = ["memory_save"].flatMap((key) => findBuiltInTool(key) ?? []);
  const save: typeof deps.memory.save = async () => {
    saved.push("thread");
    return null;
  };
  const memory: typeof deps.memory = { ...deps.memory, save };
  const agent = scriptedAgent({
    ...{ deps: { ...deps, memory }, tools: pinned, grants: [{ scope: "run", read: false, write: true }] },
    turns: [[{ name: "memory_save", input: { key: "k", content: "c" } }]],
  });
  await agent.attempt();
  expect([saved, reached.map(({ scope }) => scope)]).toEqual([[], ["run"]]);
});

test("what a model can act on is told to it with a code, and the agent goes on", async () => {
  const { deps } = watched();
  const say = async (name: string, input: Record<string, string | number>, more: Partial<MemoryGrant> = {}) => {
    const agent = scriptedAgent({
      deps,
      grants: [{ ...user, ...more }],
      turns: [[{ name, input }]],
      run: { endUser: null },
    });
    expect(await agent.attempt()).toMatchObject({ ok: true, port: "out", output: { text: "done" } });
    return agent.told()[0];
  };
  const failing = (code: string) => ({ outcome: "error", value: { code, error: expect.any(String) } });
  expect(await say("memory_search", { query: "q" })).toMatchObject(failing("MEMORY_SCOPE_UNAVAILABLE"));
  const run = { scope: "run" as const };
  expect(await say("memory_search", {}, run)).toMatchObject(failing("MEMORY_NOTHING_ASKED"));
  const long = { key: "k", content: "x".repeat(32_769) };
  expect(await say("memory_save", long, run)).toMatchObject(failing("MEMORY_TOO_LARGE"));
  expect(await say("memory_save", { key: "k", content: "c", scope: "tenant" }, run)).toMatchObject({
    outcome: "error",
    value: { error: expect.stringContaining('Bad arguments at "/scope"') },
  });
});

test("a refused memory call is a span with the policy's title, is told to the model, and nothing is written", async () => {
  const { deps, reached } = watched(({ action }) => (action.kind === "memory.write" ? "No notes about people" : null));
  const turns = [[{ name: "memory_save", input: { key: "k", content: "c" } }]];
  const agent = scriptedAgent({ deps, grants: [user], turns, run: OWN });
  expect(await agent.attempt()).toMatchObject({ ok: true, port: "out" });
  expect(agent.told()).toMatchObject([
    {
      outcome: "refused",
      value: { reason: 'Policy "No notes about people" forbids writing the memory of scope "user".' },
    },
  ]);
  const refusal = agent.step.spans.find(({ kind }) => kind === "policy");
  expect(refusal).toMatchObject({ name: "No notes about people", end: { attributes: { toolOfAgent: true } } });
  expect(reached).toEqual([]);
});

test.each(["memory_save", "memory_update", "memory_forget"])(
  "a worker that lost its run after it recorded the effect does not write: %s",
  async (name) => {
    const { deps, reached } = watched();
    const lease = { holds: true };
    const begin: typeof deps.effects.begin = async (effect) => {
      lease.holds = false;
      return await deps.effects.begin(effect);
    };
    const turns = [[{ name, input: { ...FIELDS[name] } }]];
    const holds = async () => lease.holds;
    const effects = { ...deps.effects, begin };
    const agent = scriptedAgent({ deps: { ...deps, effects }, grants: [user], turns, run: OWN, holds });
    await expect(agent.attempt()).rejects.toThrow(LostLease);
    expect(reached).toEqual([]);
  },
);

test("a trial with prepared answers writes nothing", async () => {
  const { deps, reached } = watched();
  const mockTool = async () => toolFailed("This run has no prepared answer of the tool.");
  const turns = [[{ name: "memory_save", input: { key: "k", content: "c" } }]];
  const agent = scriptedAgent({ deps: { ...deps, mockTool }, grants: [user], turns, run: OWN });
  await agent.attempt();
  expect([agent.told().map(({ outcome }) => outcome), reached]).toEqual([["error"], []]);
});
