import fc from "fast-check";
import { expect, test } from "vitest";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import { createAgentExecutor } from "@/lib/runtime/nodes/agent-executor.server";
import { callBatches } from "@/lib/runtime/nodes/call-batches";
import { fakeCallDependencies } from "@/lib/runtime/testing/fake-call-dependencies.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";

const codeTool = (key: string, exclusive: boolean): ToolDefinition => ({
  key,
  name: key,
  description: "",
  input: { type: "object" },
  sideEffect: "none",
  classes: ["code"],
  timeoutMs: 1_000,
  ...(exclusive && { exclusive }),
  impl: { kind: "code", source: key },
});
const answer = (toolCalls: ModelAnswer["toolCalls"]): ModelAnswer => ({
  text: "done",
  object: null,
  toolCalls,
  finishReason: "stop",
  responseModel: "m",
  usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 },
  simulated: true,
  countedBy: "provider",
});
const config = {
  slot: "main",
  prompt: { system: "", user: "go" },
  tools: ["side", "alone"],
  maxTurns: 4,
  maxTokens: 60_000,
  parallelToolCalls: 4,
};

/** One turn with these calls; which sources ran together, in the order in which they began. */
async function turn(names: string[]) {
  const { deps } = fakeCallDependencies();
  const running: string[] = [];
  const together: string[][] = [];
  let calls = 0;
  const execute = createAgentExecutor({
    ...deps,
    gateway: {
      call: async () => {
        calls += 1;
        const toolCalls = names.map((name, at) => ({ id: `c${at}`, name, input: { at } }));
        return { ok: true, answer: answer(calls === 1 ? toolCalls : []) };
      },
    },
    runCode: async ({ source }) => {
      running.push(source);
      await new Promise((resolve) => setImmediate(resolve));
      together.push([...running]);
      running.splice(running.indexOf(source), 1);
      return { ok: true, value: null, logs: [] };
    },
  });
  const step = fakeStep({ kind: "agent", config, tools: [codeTool("side", false), codeTool("alone", true)] });
  const result = await execute(step.attempt(1));
  return { result, together };
}

test("calls of one turn run side by side; an exclusive tool runs alone", async () => {
  const { result, together } = await turn(["side", "side", "alone", "alone", "side"]);
  expect(result).toMatchObject({ ok: true, output: { toolCalls: 5 } });
  expect(together[0]).toEqual(["side", "side"]);
  for (const beside of together.filter((one) => one.includes("alone"))) expect(beside).toEqual(["alone"]);
});

test("batches keep every call and its order, never mix an exclusive one, and are as large as they can be", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (exclusive) => {
      const calls = exclusive.map((isAlone, at) => ({ at, isAlone }));
      const batches = callBatches(calls, (call) => call.isAlone);
      expect(batches.flat()).toEqual(calls);
      for (const [at, batch] of batches.entries()) {
        expect(batch.length === 1 || batch.every(({ isAlone }) => !isAlone)).toBe(true);
        const next = batches[at + 1];
        if (next) expect([...batch, ...next].some(({ isAlone }) => isAlone)).toBe(true);
      }
    }),
  );
});
