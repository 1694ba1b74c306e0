import { expect, test } from "vitest";
import { findBuiltInTool } from "@/lib/release/built-in-tools";
import type { Json } from "@/lib/release/json-schema";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import type { CallKind } from "@/lib/runtime/segment/segment-dependencies";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import { LostLease } from "@/lib/runtime/worker/lost-lease";

const prompt = { system: "You are the support desk.", user: "Where is order A-1001?" };
const request = {
  method: "POST",
  url: "http://93.184.216.34/orders",
  headers: {},
  body: "{}",
  maxResponseBytes: 1_000,
};
const limits = { maxTurns: 8, maxTokens: 60_000, parallelToolCalls: 4 };
const CONFIG = {
  llm: { slot: "main", prompt },
  agent: { slot: "main", prompt, tools: ["orders_get"], ...limits },
  classify: {
    slot: "main",
    instruction: "What is it about?",
    labels: [
      { key: "late", description: "" },
      { key: "lost", description: "" },
    ],
  },
  tool: { tool: "memory_save" },
  http: { ...request, sideEffect: "unsafe" },
  code: { source: "return 1;" },
  "memory.write": { scope: "agent", kind: "fact" },
  subflow: { harness: "other", release: 1, releaseId: "00000000-0000-7000-8000-000000000009" },
} satisfies Partial<Record<CallKind, Record<string, Json>>>;
type Kind = keyof typeof CONFIG;

/** `reached` names everything that went outside or was written; `lost` ends the lease at the moment that `at` names. */
function world(kind: Kind, at: "decision" | "connection" | "never") {
  const { deps, budgets, effects } = fakeCallDependencies();
  const reached: string[] = [];
  const lease = { holds: true };
  const seen = <T>(name: string, answer: T) => {
    reached.push(name);
    return Promise.resolve(answer);
  };
  const own: CallExecutorDependencies = {
    ...deps,
    gateway: {
      async call(asked) {
        const answer = await deps.gateway.call(asked);
        reached.push(`model ${asked.call.name}`);
        return answer;
      },
    },
    async decide(input, tenantId) {
      const decision = await deps.decide(input, tenantId);
      if (at === "decision") lease.holds = false;
      return { ...decision, isBudgeted: true };
    },
    safeFetch: () => seen("fetch", { status: 200, headers: {}, text: "{}" }),
    runCode: () => seen("code", { ok: true as const, value: 1, logs: [] }),
    startSubRun: () => seen("sub-run", { kind: "started" as const, runId: "r" }),
    memory: {
      ...deps.memory,
      write: () => seen("memory", { ok: true as const, id: "e", version: 1 }),
      save: () => seen("memory", { id: "e", version: 1 }),
    },
  };
  if (at === "connection") lease.holds = false;
  const tools = ["orders_get", "memory_save"].flatMap((key) => findBuiltInTool(key) ?? []);
  const input: Record<string, Json> =
    kind === "tool" ? { key: "k", content: "c" } : { key: "k", value: "v", text: "A parcel is lost" };
  const step = fakeStep({ kind, config: { ...CONFIG[kind] }, tools, input });
  const attempt = () => createCallExecutors(own)[kind]({ ...step.attempt(1), holds: async () => lease.holds });
  return { attempt, reached, budgets, effects };
}

test.each(["llm", "agent", "classify", "tool", "http"] as const)(
  "a worker that lost its run while the policy was asked calls nothing: %s",
  async (kind) => {
    const { attempt, reached, budgets, effects } = world(kind, "decision");
    await expect(attempt()).rejects.toThrow(LostLease);
    expect([reached, [...effects.keys()]]).toEqual([[], []]);
    expect(budgets.settled).toEqual(budgets.reserved.map(() => ({ micros: 0, tokens: 0 })));
  },
);

test.each(["code", "memory.write", "subflow"] as const)(
  "a worker that lost its run before a step that asks no policy begins nothing: %s",
  async (kind) => {
    const { attempt, reached } = world(kind, "connection");
    await expect(attempt()).rejects.toThrow(LostLease);
    expect(reached).toEqual([]);
  },
);

test.each(["llm", "agent", "classify", "tool", "http", "code", "memory.write", "subflow"] as const)(
  "a worker that holds its run reaches what the step calls: %s",
  async (kind) => {
    const { attempt, reached } = world(kind, "never");
    await attempt();
    expect(reached).not.toEqual([]);
  },
);
