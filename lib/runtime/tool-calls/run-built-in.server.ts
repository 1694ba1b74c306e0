import { createHash } from "node:crypto";
import { z } from "zod";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import type { RunMemory, WritePlace } from "@/lib/runtime/memory/run-memory";
import { searchDemoLibrary } from "@/lib/runtime/tool-calls/demo-library";
import { findDemoOrder, refundDemoOrder } from "@/lib/runtime/tool-calls/demo-shop";
import { type ToolOutcome, toolFailed } from "@/lib/runtime/tool-calls/tool-outcome";
import type { StepContext } from "@/lib/runtime/worker/node-executor";

export type BuiltInCall = {
  context: StepContext;
  memory: RunMemory;
  args: Json;
  idempotencyKey: string;
  place: WritePlace;
};

const OrderArgs = z.object({ order_id: z.string() });
const RefundArgs = OrderArgs.extend({ amount: z.number() });
const TicketArgs = z.object({ subject: z.string(), body: z.string(), team: z.string().default("support") });
const SearchArgs = z.object({ query: z.string(), limit: z.int().default(5) });
const SaveArgs = z.object({ key: z.string(), content: z.string() });
const RecallArgs = z.object({ query: z.string() });

const NO_SCOPE =
  "MEMORY_SCOPE_UNAVAILABLE: this run has neither an end user nor a thread, so nothing can be remembered.";

/** What each built-in tool does. Arguments have been checked against the tool's schema. */
const BUILT_INS: ReadonlyMap<string, (call: BuiltInCall) => Promise<ToolOutcome>> = new Map([
  ["orders_get", async ({ args }: BuiltInCall) => findDemoOrder(OrderArgs.parse(args).order_id)],
  [
    "refund_create",
    async ({ args, idempotencyKey }: BuiltInCall) => refundDemoOrder(RefundArgs.parse(args), reference(idempotencyKey)),
  ],
  ["ticket_create", createTicket],
  ["web_search", search],
  ["memory_save", save],
  ["memory_search", recall],
]);

/** Runs a built-in tool by name. */
export async function runBuiltIn(name: string, call: BuiltInCall): Promise<ToolOutcome> {
  const run = BUILT_INS.get(name);
  return run ? await run(call) : toolFailed(`There is no built-in tool "${name}".`, "internal");
}

/** Six characters that the same request always gets. */
const reference = (idempotencyKey: string): string =>
  createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 6).toUpperCase();

async function createTicket({ args, idempotencyKey }: BuiltInCall): Promise<ToolOutcome> {
  const { subject, team } = TicketArgs.parse(args);
  return { ok: true, value: { id: `T-${reference(idempotencyKey)}`, subject, team, state: "open" } };
}

async function search({ args }: BuiltInCall): Promise<ToolOutcome> {
  const { query, limit } = SearchArgs.parse(args);
  return { ok: true, value: { library: "demo", results: searchDemoLibrary(query, limit) } };
}

async function save({ args, context, memory, place }: BuiltInCall): Promise<ToolOutcome> {
  const { key, content } = SaveArgs.parse(args);
  const trust = context.taint.untrustedInput ? "untrusted" : "derived";
  const saved = await memory.save(context.run, place, { key, content, tokens: countTokens(content), trust });
  return saved ? { ok: true, value: { key, version: saved.version } } : toolFailed(NO_SCOPE);
}

async function recall({ args, context, memory }: BuiltInCall): Promise<ToolOutcome> {
  const { query } = RecallArgs.parse(args);
  const entries = await memory.search(context.run, query);
  // Memory washes no taint out.
  if (entries.some(({ trust }) => trust === "untrusted") && !context.taint.untrustedInput)
    context.setTaint("untrustedInput");
  const known = entries.map(({ key, content, trust }) => ({ key, content, trust }));
  return { ok: true, value: { entries: known, text: known.map(({ content }) => content).join("; ") || "nothing" } };
}
