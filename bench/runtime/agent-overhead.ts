import { figure, quantile } from "@/bench/report";
import type { Measure } from "@/bench/runtime/measure";
import { MODEL, modelWorld } from "@/bench/runtime/model-world";
import type { Provider } from "@/bench/runtime/provider-process";
import { serverClient } from "@/bench/runtime/server-client";
import { testNodeId, testProgram } from "@/lib/runtime/interpreter/test-programs";
import type { RunRef } from "@/lib/runtime/journal/journal";

const ROUNDS = 4;
const EACH = 10;
const WARM_UP = 8;
const SYSTEM = "You answer questions about the stock.";
const USER = "How many A-1 are there?";
const INPUT = { type: "object", properties: { id: { type: "string" } }, required: ["id"] } as const;

function agentProgram({ toolUrl }: Provider) {
  const tool = {
    key: "stock_get",
    name: "Stock",
    description: "How many of a part there are.",
    input: { ...INPUT, required: ["id"] },
    sideEffect: "none" as const,
    classes: ["read" as const],
    timeoutMs: 5_000,
    impl: { kind: "http" as const, method: "GET" as const, url: toolUrl, headers: {}, maxResponseBytes: 10_000 },
  };
  const prompt = { system: SYSTEM, user: USER };
  const bounds = { maxTurns: 4, maxTokens: 20_000, parallelToolCalls: 2 };
  return testProgram(
    [
      { key: "start", kind: "trigger.api" },
      { key: "agent", kind: "agent", config: { slot: "main", prompt, tools: ["stock_get"], ...bounds } },
      { key: "done", kind: "end" },
    ],
    ["start > agent", "agent > done"],
    {
      models: { main: { model: MODEL, fallbacks: [], temperature: 0, maxOutputTokens: 500 } },
      tools: { stock_get: tool },
    },
  );
}

/** The same three requests, one after the other, each read to its end. */
async function plainMs({ chatUrl, toolUrl }: Provider): Promise<number> {
  const tools = [{ type: "function", function: { name: "stock_get", parameters: INPUT } }];
  const asked = [
    { role: "system", content: SYSTEM },
    { role: "user", content: USER },
  ];
  const call = { id: "call-1", type: "function", function: { name: "stock_get", arguments: '{"id":"A-1"}' } };
  const replied = [
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "call-1", content: '{"ok":true}' },
  ];
  const chat = (messages: unknown[]) =>
    fetch(chatUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "slow-1", stream: true, messages, tools }),
    });
  const begin = performance.now();
  await (await chat(asked)).text();
  await (await fetch(toolUrl)).text();
  await (await chat([...asked, ...replied])).text();
  return performance.now() - begin;
}

/**
 * A step of an agent (model, HTTP tool, model; each takes 50 ms) in a worker of production with policies, context plans,
 * effect records and spans, less the same three requests by plain `fetch`, in turn. From the start of the run in its
 * journal to the result of the step. `value`: median over rounds of the difference of the medians of a round.
 */
export const agentOverhead: Measure = async () => {
  const world = await modelWorld();
  const client = await serverClient();
  const stepMs = async ({ tenantId, runId }: RunRef): Promise<number> => {
    const { rows } = await client.query(
      `SELECT max((payload->>'at')::float8) FILTER (WHERE kind = 'step-succeeded' AND node_key = $3)
            - min((payload->>'at')::float8) FILTER (WHERE kind = 'run-started') AS ms
         FROM journal_entry WHERE tenant_id = $1 AND run_id = $2`,
      [tenantId, runId, testNodeId("agent")],
    );
    return Number(rows[0]?.ms);
  };
  try {
    const release = await world.store("bench-agent", agentProgram(world.provider));
    const once = async () => {
      const run = await release.queue({});
      await world.watch.ended(run);
      return await stepMs(run);
    };
    const differences: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const times = { ours: [] as number[], plain: [] as number[] };
      for (let index = 0; index < (round === 0 ? WARM_UP : EACH); index += 1) {
        times.ours.push(await once());
        times.plain.push(await plainMs(world.provider));
      }
      if (round > 0) differences.push(quantile(times.ours, 0.5) - quantile(times.plain, 0.5));
    }
    return { agent_overhead_ms: figure(differences, "ms", 1) };
  } finally {
    await world.stop();
    await client.end();
  }
};
