import type { Json } from "@/lib/release/json-schema";
import type { MemoryGrant } from "@/lib/release/memory-grants";
import type { ToolDefinition } from "@/lib/release/tool-definition";
import { ToolReply } from "@/lib/runtime/models/chat-message";
import type { ModelAnswer } from "@/lib/runtime/models/model-gateway";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { createCallExecutors } from "@/lib/runtime/nodes/call-executors.server";
import { fakeStep } from "@/lib/runtime/testing/fake-step";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

type Call = { name: string; input: Json };
type Given = {
  deps: CallExecutorDependencies;
  grants?: MemoryGrant[];
  /** What the model calls, turn by turn; then it is done. */
  turns: Call[][];
  tools?: ToolDefinition[];
  run?: Partial<StepContext["run"]>;
  holds?: StepContext["holds"];
};

const answer = (toolCalls: ModelAnswer["toolCalls"]): ModelAnswer => ({
  ...{ text: "done", object: null, toolCalls, finishReason: "stop", responseModel: "m" },
  usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0 },
  ...{ simulated: true, countedBy: "provider" },
});

/** An agent whose model calls exactly these tools, in a run of its own: its step, what it was offered, and what it was told. */
export function scriptedAgent({ deps, grants, turns, tools = [], run = {}, holds = async () => true }: Given) {
  const offered = new Set<string>();
  const config = {
    ...{ slot: "main", prompt: { system: "", user: "go" }, tools: tools.map(({ key }) => key) },
    ...(grants && { memory: grants }),
    ...{ maxTurns: 20, maxTokens: 60_000, parallelToolCalls: 4 },
  };
  const step = fakeStep({ kind: "agent", config, tools, run });
  const gateway: CallExecutorDependencies["gateway"] = {
    call: async ({ tools: given, call }) => {
      for (const { name } of given) offered.add(name);
      const calls = turns[Number(call.name.split(":")[1])] ?? [];
      return { ok: true, answer: answer(calls.map((one, at) => ({ id: `c${at}`, ...one }))) };
    },
  };
  const attempt = async (number = 1) =>
    await createCallExecutors({ ...deps, gateway }).agent({ ...step.attempt(number), holds });
  /** What the model was told of its calls, in their order. */
  const told = (): ToolReply[] =>
    [...step.journal].flatMap(([name, { value }]) => (name.startsWith("tool:") ? [ToolReply.parse(value)] : []));
  return { step, offered, attempt, told };
}
