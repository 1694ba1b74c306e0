import { z } from "zod";
import { Binding, Key } from "@/lib/release/binding";
import { ContextPolicy } from "@/lib/release/context-policy";
import { JsonSchema } from "@/lib/release/json-schema";

/** Text of a model call (Liquid over the expression context), or a prompt revision that the compiler replaces by its text. */
export const PromptText = z.strictObject({
  system: z.string().max(40_000),
  user: z.string().max(40_000),
  ref: z.strictObject({ prompt: z.string().max(80), rev: z.union([z.int().min(1), z.literal("latest")]) }).optional(),
});

const Slot = z.string().max(40);
const milliseconds = (max: number) => z.int().min(1).max(max);
const Label = z.strictObject({ key: Key, description: z.string().max(500) });
const Case = z.strictObject({ key: Key, label: z.string().max(80), when: z.string().max(4_000) });

/**
 * The configuration of each node kind, version 1. The harness draws and checks it, the runtime executes it.
 * Values that flow (arguments, items, outputs) are bindings in `node.in`, not here:
 * tool, http: one binding per argument · classify: `text` · map: `items` · end: one per output field.
 */
export const NODE_CONFIG = {
  "trigger.api": z.strictObject({ mode: z.enum(["sync", "async"]), waitMs: milliseconds(60_000) }),
  "trigger.chat": z.strictObject({ threadPer: z.enum(["session", "user"]) }),
  llm: z.strictObject({
    slot: Slot,
    prompt: PromptText,
    output: JsonSchema.optional(),
    context: ContextPolicy.partial().optional(),
  }),
  agent: z.strictObject({
    slot: Slot,
    prompt: PromptText,
    /** Keys in `program.tools`. */
    tools: z.array(Key).max(40),
    output: JsonSchema.optional(),
    context: ContextPolicy.partial().optional(),
    maxTurns: z.int().min(1).max(50),
    maxTokens: z.int().min(100).max(2_000_000),
    parallelToolCalls: z.int().min(1).max(10),
  }),
  classify: z.strictObject({ slot: Slot, instruction: z.string().max(10_000), labels: z.array(Label).min(2).max(20) }),
  tool: z.strictObject({ tool: Key }),
  http: z.strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    /** Liquid; the host is literal. */
    url: z.string().max(2_000),
    headers: z.record(z.string().max(100), z.string().max(2_000)),
    body: z.string().max(40_000).optional(),
    secret: z
      .strictObject({ name: z.string().max(80), header: z.string().max(100), prefix: z.string().max(40) })
      .optional(),
    maxResponseBytes: z.int().min(1).max(5_000_000),
    sideEffect: z.enum(["none", "idempotent", "unsafe"]),
  }),
  /** `fields` make the output; `set` writes state variables. */
  transform: z.strictObject({ fields: z.record(Key, Binding), set: z.record(Key, Binding) }),
  branch: z.strictObject({ cases: z.array(Case).min(1).max(12) }),
  map: z.strictObject({
    concurrency: z.int().min(1).max(20),
    maxItems: z.int().min(1).max(1_000),
    errorMode: z.enum(["fail", "collect", "skip"]),
  }),
  join: z.strictObject({
    mode: z.enum(["all", "any", "n"]),
    n: z.int().min(1).max(50).optional(),
    timeoutMs: milliseconds(86_400_000),
    onTimeout: z.enum(["error", "continue"]),
    late: z.enum(["cancel", "finish"]),
    merge: z.enum(["object", "array", "coalesce"]),
  }),
  end: z.strictObject({ outcome: z.enum(["success", "failure"]) }),
  note: z.strictObject({ text: z.string().max(10_000) }),
} as const;

export type NodeKind = keyof typeof NODE_CONFIG;
export type NodeConfig<K extends NodeKind = NodeKind> = z.infer<(typeof NODE_CONFIG)[K]>;
export const NODE_KINDS = Object.keys(NODE_CONFIG) as readonly NodeKind[];
export const isNodeKind = (kind: string): kind is NodeKind => Object.hasOwn(NODE_CONFIG, kind);
