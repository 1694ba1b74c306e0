import { z } from "zod";
import { type Actor, actorRef } from "@/lib/governance/access/actor";
import { withTenant } from "@/lib/governance/access/with-tenant.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import { isTerminal } from "@/lib/release/run-status";
import { answerOf } from "@/lib/runtime/expose/chat-shape";
import { listRouted } from "@/lib/runtime/expose/list-routed.server";
import { GET_RUN, toolNames } from "@/lib/runtime/expose/mcp/tool-name";
import { getRun } from "@/lib/runtime/runs/data.server";
import { startRun } from "@/lib/runtime/runs/mutations.server";
import type { RunView } from "@/lib/runtime/runs/schema";
import { waitForRun } from "@/lib/runtime/runs/wait-for-run.server";

/** How long a call of a tool waits for its run. Then it answers with the run's id. */
export const MCP_WAIT_MS = 30_000;
const ENVIRONMENT = "production";

type McpTool = {
  name: string;
  title: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
};
type ObjectSchema = JsonSchema & { type: "object" };
type McpResult = {
  content: { type: "text"; text: string }[];
  structuredContent: Record<string, unknown>;
  isError?: boolean;
  _meta?: Record<string, unknown>;
};

const RUN_OUTPUT = (output: Json): ObjectSchema => ({
  type: "object",
  properties: {
    runId: { type: "string" },
    status: { type: "string", description: "Not over yet: call get_run with this runId again." },
    output,
  },
  required: ["runId", "status"],
});

/** One tool for each harness that production runs, with the contract of its release, and `get_run`. */
export async function listTools(actor: Actor): Promise<McpTool[]> {
  const routed = await withTenant(actor, "run:start", (db) => listRouted(db, actor, [ENVIRONMENT]));
  const names = toolNames(routed.map(({ slug }) => slug));
  const tools = [...names].flatMap(([name, slug]) => {
    const harness = routed.find((one) => one.slug === slug);
    if (!harness) return [];
    const { program } = harness;
    const inputSchema = { ...program.inputs, type: "object" as const };
    const description = `Runs the harness "${harness.name}" and answers with its output.`;
    return [{ name, title: harness.name, description, inputSchema, outputSchema: RUN_OUTPUT({}) }];
  });
  return [...tools, GET_RUN_TOOL];
}

const GET_RUN_TOOL: McpTool = {
  name: GET_RUN,
  title: "Get a run",
  description: "The status of a run that this key started, and its output when it is over.",
  inputSchema: { type: "object", properties: { runId: { type: "string" } }, required: ["runId"] },
  outputSchema: RUN_OUTPUT({}),
};

const RunId = z.object({ runId: z.uuid() });

/** Calls a tool. Throws `not-found` for a name that is not listed; an input that does not fit and a failed run are results. */
export async function callTool(
  actor: Actor,
  { name, args, waitMs }: { name: string; args: Json; waitMs: number },
  signal: AbortSignal,
): Promise<McpResult> {
  if (name === GET_RUN) return await readRun(actor, args, waitMs, signal);
  const routed = await withTenant(actor, "run:start", (db) => listRouted(db, actor, [ENVIRONMENT]));
  const slug = toolNames(routed.map((one) => one.slug)).get(name);
  if (slug === undefined) throw new ProblemError("not-found");
  const { runId } = await withTenant(actor, "run:start", (db) =>
    startRun(
      db,
      actor,
      { harness: slug, environment: ENVIRONMENT, input: args, thread: null, endUser: null },
      { idempotencyKey: null, trigger: "mcp", nowMs: Date.now() },
    ),
  );
  return resultOf(await waitForRun(actor, runId, waitMs, signal));
}

/** Only runs that this key started: another key's run is not there. */
async function readRun(actor: Actor, args: Json, waitMs: number, signal: AbortSignal): Promise<McpResult> {
  const parsed = RunId.safeParse(args);
  if (!parsed.success) throw new ProblemError("not-found");
  const run = await withTenant(actor, "run:start", (db) => getRun(db, actor, parsed.data.runId));
  if (run.startedBy !== actorRef(actor)) throw new ProblemError("not-found");
  return resultOf(isTerminal(run.status) ? run : await waitForRun(actor, run.id, waitMs, signal));
}

function resultOf({ id, status, output, error, simulated }: RunView): McpResult {
  const meta = simulated ? { _meta: { "slipway/simulated": true } } : {};
  if (status === "succeeded")
    return { content: text(answerOf(output)), structuredContent: { runId: id, status, output }, ...meta };
  if (!isTerminal(status))
    return {
      content: text(`The run ${id} is not over yet (${status}). Call ${GET_RUN} with this runId for its answer.`),
      structuredContent: { runId: id, status },
      ...meta,
    };
  const message = error ? `${error.class}: ${error.message}` : `The run ${id} was ${status}.`;
  return { content: text(message), structuredContent: { runId: id, status }, isError: true, ...meta };
}

const text = (value: string) => [{ type: "text" as const, text: value }];
