import { z } from "zod";
import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import { scopeKeyOf } from "@/lib/runtime/memory/memory-scope";
import { withinBudget } from "@/lib/runtime/memory/within-budget";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

type Dependencies = Pick<CallExecutorDependencies, "memory" | "decide" | "approvals">;
type Scope = NodeConfig<"memory.read">["scope"];

const MAX_KEY = 200;
const MAX_CONTENT = 32_768;

/**
 * Looks up one scope, by key or by words. Output `{entries: [{key, kind, version, value, trust}], text, leftOut}`, by key
 * also `value` and `version` of the first (null and 0 when there is none). What comes from untrusted input taints the run.
 */
export function createMemoryReadExecutor(deps: Dependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const { mode, kinds, limit, scope, budgetTokens } = NODE_CONFIG["memory.read"].parse(context.node.config);
    const by =
      mode === "key" ? { key: keyOf(context, "key") } : { query: textOf(context.input.query ?? "").slice(0, 1_000) };
    const where = whereOf(context, scope);
    const value = await context.call("memory:0", async () => {
      await requirePermit(deps, context, { kind: "memory.read", scope, args: { scope, kinds, ...by } });
      return { value: await deps.memory.read(context.run, { ...where, kinds, by, limit }) };
    });
    const found = Found.parse(value);
    const kept = withinBudget(found, budgetTokens);
    if (kept.some(({ trust }) => trust === "untrusted") && !context.taint.untrustedInput)
      context.setTaint("untrustedInput");
    const entries = kept.map(({ key, kind, version, content, trust }) => ({
      key,
      kind,
      version,
      value: content,
      trust,
    }));
    const first: Record<string, Json> =
      mode === "key" ? { value: kept[0]?.content ?? null, version: kept[0]?.version ?? 0 } : {};
    const text = kept.map(({ content }) => content).join("\n");
    return { ok: true, output: { entries, text, leftOut: found.length - kept.length, ...first }, port: "out" };
  });
}

/**
 * Remembers a value under a key; data is kept as its JSON. With `if_version`, a value that changed since leaves by
 * `conflict`. Output `{key, version}`: the version written, or the one that is there.
 */
export function createMemoryWriteExecutor(deps: Dependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const { scope, kind } = NODE_CONFIG["memory.write"].parse(context.node.config);
    const { run, node, stepKey, attempt, clock, taint, input } = context;
    const key = keyOf(context, "key");
    const content = textOf(input.value ?? "");
    if (content.length > MAX_CONTENT)
      throw new StepFailure(
        "tool_error",
        `A memory holds at most ${MAX_CONTENT} characters; this has ${content.length}.`,
      );
    const ifVersion = versionOf(input.if_version);
    const where = whereOf(context, scope);
    const value = await context.call("memory:0", async () => {
      await requirePermit(deps, context, { kind: "memory.write", scope, args: { scope, kind, key, value: content } });
      const place = { nodeKey: node.key, stepKey, attempt, nowMs: clock.now() };
      const trust = taint.untrustedInput ? ("untrusted" as const) : ("derived" as const);
      const entry = { ...where, kind, key, content, tokens: countTokens(content), trust };
      const { ok, version } = await deps.memory.write(run, place, { ...entry, ifVersion });
      return { value: { ok, version } };
    });
    const written = Written.parse(value);
    return { ok: true, output: { key, version: written.version }, port: written.ok ? "out" : "conflict" };
  });
}

/** What is in the journal of a finished look-up or write. */
const Found = z.array(
  z.object({
    key: z.string(),
    kind: z.string(),
    version: z.int(),
    content: z.string(),
    trust: z.string(),
    at: z.string(),
  }),
);
const Written = z.object({ ok: z.boolean(), version: z.int() });

type Use = { kind: "memory.read" | "memory.write"; scope: Scope; args: unknown };

/** Nothing is read or written without a decision. Throws when the policies, or a person, refuse. */
async function requirePermit(deps: Dependencies, context: StepContext, { kind, scope, args }: Use): Promise<void> {
  const permit = await askPolicy(deps, context, {
    ordinal: "memory:0",
    action: { kind, memory: { scope } },
    args,
  });
  context.annotate({ decisionIds: [permit.decisionId] });
  if (!permit.allowed) throw new StepFailure("policy_denied", permit.reason, { policies: permit.policies });
}

function whereOf({ run, node }: StepContext, scope: Scope) {
  const scopeKey = scopeKeyOf(run, scope);
  if (scopeKey !== null) return { scope, scopeKey };
  const missing = scope === "thread" ? "is no conversation" : "names no end user";
  throw new StepFailure(
    "tool_error",
    `MEMORY_SCOPE_UNAVAILABLE: "${node.label}" uses the memory of the ${scope}, and this run ${missing}.`,
  );
}

function keyOf({ input, node }: StepContext, name: string): string {
  const key = textOf(input[name] ?? "").trim();
  if (key !== "" && key.length <= MAX_KEY) return key;
  throw new StepFailure("tool_error", `The key of "${node.label}" must have 1 to ${MAX_KEY} characters.`);
}

function versionOf(given: Json | undefined): number | null {
  if (given === undefined) return null;
  if (typeof given === "number" && Number.isInteger(given) && given >= 0) return given;
  throw new StepFailure("tool_error", `"if_version" must be a whole number, and was ${textOf(given).slice(0, 80)}.`);
}

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
