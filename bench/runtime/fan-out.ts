import { type Figure, figure, quantile } from "@/bench/report";
import type { Measure } from "@/bench/runtime/measure";
import { MODEL, modelWorld } from "@/bench/runtime/model-world";
import { serverClient } from "@/bench/runtime/server-client";
import { DEFAULT_LIMITS } from "@/lib/release/program";
import { testProgram } from "@/lib/runtime/interpreter/test-programs";

const ROUNDS = 4;
const EACH = 10;
const WARM_UP = 8;
const WIDTH = 20;
const keys = Array.from({ length: WIDTH }, (_, index) => `w${index}`);

type Call = { kind: "http" | "llm"; config: Parameters<typeof testProgram>[0][number]["config"] };

/** Twenty calls side by side between the start and a join of all. */
const fanProgram = ({ kind, config }: Call) =>
  testProgram(
    [
      { key: "start", kind: "trigger.api" },
      ...keys.map((key) => ({ key, kind, config })),
      { key: "all", kind: "join" },
      { key: "done", kind: "end" },
    ],
    [...keys.flatMap((key) => [`start > ${key}`, `${key} > all`]), "all > done"],
    {
      limits: { ...DEFAULT_LIMITS, maxParallel: WIDTH },
      models: { main: { model: MODEL, fallbacks: [], temperature: 0, maxOutputTokens: 500 } },
    },
  );

/**
 * Twenty HTTP steps of 50 ms side by side in a worker of production (policies, spans, journal), in turn with the same
 * twenty by `Promise.all(fetch)`. From the start of the run in its journal to its end. `fanout_in_flight`: requests that
 * the other side had under way at a time.
 */
export const fanOut: Measure = async () => {
  const world = await modelWorld();
  try {
    const { toolUrl } = world.provider;
    const get = { method: "GET", url: toolUrl, headers: {}, maxResponseBytes: 10_000, sideEffect: "none" };
    const steps = await play(world, { kind: "http", config: get }, () => fetch(toolUrl));
    return { fanout_in_flight: steps.inFlight, fanout_ratio: steps.ratio };
  } finally {
    await world.stop();
  }
};

/** The same with model calls, each with its context plan. */
export const fanOutOfModels: Measure = async () => {
  const world = await modelWorld();
  try {
    const { chatUrl } = world.provider;
    const ask = { slot: "main", prompt: { system: "", user: "How many?" } };
    const body = { model: "slow-1", stream: true, messages: [{ role: "user", content: "How many?" }] };
    const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const models = await play(world, { kind: "llm", config: ask }, () => fetch(chatUrl, post));
    return { fanout_models_in_flight: models.inFlight, fanout_models_ratio: models.ratio };
  } finally {
    await world.stop();
  }
};

type World = Awaited<ReturnType<typeof modelWorld>>;

async function play(world: World, call: Call, plain: () => Promise<Response>) {
  const release = await world.store(`bench-fan-${call.kind}`, fanProgram(call));
  const client = await serverClient();
  const ours = async (): Promise<number> => {
    const run = await release.queue({});
    await world.watch.ended(run);
    const { rows } = await client.query(
      `SELECT extract(epoch FROM r.ended_at) * 1000 - (e.payload->>'at')::float8 AS ms FROM run r
         JOIN journal_entry e ON e.tenant_id = r.tenant_id AND e.run_id = r.id AND e.seq = 1
        WHERE r.tenant_id = $1 AND r.id = $2`,
      [run.tenantId, run.runId],
    );
    return Number(rows[0]?.ms);
  };
  const theirs = async (): Promise<number> => {
    const begin = performance.now();
    await Promise.all(keys.map(async () => await (await plain()).text()));
    return performance.now() - begin;
  };
  const ratios: number[] = [];
  const inFlight: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let index = 0; index < (round === 0 ? WARM_UP : EACH); index += 1) {
      times.theirs.push(await theirs());
      await world.provider.most();
      times.ours.push(await ours());
      if (round > 0) inFlight.push(await world.provider.most());
    }
    if (round > 0) ratios.push(quantile(times.ours, 0.5) / quantile(times.theirs, 0.5));
  }
  await client.end();
  const result: { inFlight: Figure; ratio: Figure } = {
    inFlight: figure(inFlight, "requests", 0),
    ratio: figure(ratios, "× Promise.all(fetch)"),
  };
  return result;
}
