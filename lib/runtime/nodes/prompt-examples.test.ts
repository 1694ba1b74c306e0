import { expect, test } from "vitest";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const prompt = {
  system: "Be brief.",
  examples: [
    { role: "user", content: "{% if input.none %}x{% endif %}" },
    { role: "assistant", content: "An answer to nothing." },
    { role: "user", content: "Order {{ input.id }}?" },
    { role: "assistant", content: "On its way." },
    { role: "user", content: "{% if input.none %}x{% endif %}" },
  ],
  user: "And now?",
};
const own = { slot: "main", prompt, context: { history: "thread" } };
const config = {
  llm: own,
  agent: { ...own, tools: [], maxTurns: 2, maxTokens: 9_000, parallelToolCalls: 1 },
};

test.each(["llm", "agent"] as const)(
  "examples of an %s are sent before the question, filled in, those that come out empty not; no conversation keeps them",
  async (kind) => {
    const { deps, requests, calls, appended } = fakeCallDependencies();
    const threadId = "00000000-0000-7000-8000-000000000009";
    const step = fakeStep({ kind, config: config[kind], input: { id: "A-1" }, run: { threadId } });
    expect(await createCallExecutors(deps)[kind](step.attempt(1))).toMatchObject({ ok: true });
    expect(requests[0]).toMatchObject({ instructions: "Be brief." });
    expect(requests[0]?.messages).toEqual([
      { role: "user", text: "Order A-1?" },
      { role: "assistant", text: "On its way.", toolCalls: [] },
      { role: "user", text: "And now?" },
    ]);
    expect(calls[0]?.plan.segments.map(({ part, label }) => `${part}: ${label}`)).toContain(
      "examples: 2 example messages",
    );
    expect(appended.map(({ message }) => message.role)).toEqual(["user", "assistant"]);
    expect(appended[0]?.message).toEqual({ role: "user", text: "And now?" });
  },
);
