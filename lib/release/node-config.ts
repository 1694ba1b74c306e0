import { z } from "zod";
import { Binding, Key } from "@/lib/release/binding";
import { OwnContext } from "@/lib/release/context-policy";
import { JsonSchema } from "@/lib/release/json-schema";
import { MemoryGrants, MemoryKind, MemoryScopeName } from "@/lib/release/memory-grants";

const Template = z.string().max(40_000);
export const MAX_EXAMPLES = 40;
/** A message of a model call that shows how to answer; in no conversation. */
export const PromptExample = z.strictObject({ role: z.enum(["user", "assistant"]), content: Template });
export type PromptExample = z.infer<typeof PromptExample>;

/** Text of a model call (Liquid over the expression context), or a prompt revision that the compiler replaces by its text. */
export const PromptText = z.strictObject({
  system: Template,
  /** Sent after the instructions and before the conversation. */
  examples: z.array(PromptExample).max(MAX_EXAMPLES).optional(),
  user: Template,
  ref: z
    .strictObject({
      prompt: z.string().max(80),
      /** Absent: "main". */
      variant: Key.optional(),
      rev: z.union([z.int().min(1), z.literal("latest")]),
    })
    .optional(),
});

const Slot = z.string().max(40);
const milliseconds = (max: number) => z.int().min(1).max(max);
const Label = z.strictObject({ key: Key, description: z.string().max(500) });
const Case = z.strictObject({ key: Key, label: z.string().max(80), when: z.string().max(4_000) });
const Cel = z.string().min(1).max(4_000);
const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;
/** Fields of the output of a transform; readiness says so of more, which drafts of before may have. */
export const MAX_TRANSFORM_FIELDS = 50;
const SignalName = z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/);

/** One check of a guardrail. `name` is what findings call it. Only what can be located in the text can be redacted. */
export const GuardrailCheck = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("pii"),
    types: z.array(z.enum(["email", "phone", "iban", "card", "ip"])).min(1),
  }),
  z.strictObject({ kind: z.literal("secrets") }),
  /** RE2 syntax: linear time on any text. */
  z.strictObject({ kind: z.literal("regex"), name: z.string().max(80), pattern: z.string().min(1).max(200) }),
  /** Must give true for the text to pass; the text is `input.text` of the check's scope, see the executor. */
  z.strictObject({ kind: z.literal("cel"), name: z.string().max(80), expression: Cel }),
  /** The text must be JSON that fits the schema. */
  z.strictObject({ kind: z.literal("schema"), schema: JsonSchema }),
  /**
   * A model judges the text by a rubric: `pass` or `block`. It passes when the model says so with at least this confidence
   * (0: its word is enough). What is not judged does not pass.
   */
  z.strictObject({
    kind: z.literal("judge"),
    name: z.string().max(80),
    slot: Slot,
    rubric: z.string().min(1).max(10_000),
    threshold: z.number().min(0).max(1),
  }),
  z.strictObject({ kind: z.literal("length"), min: z.int().min(0).optional(), max: z.int().min(1).max(1_000_000) }),
]);
export type GuardrailCheck = z.infer<typeof GuardrailCheck>;

/**
 * The configuration of each node kind, version 1. The harness draws and checks it, the runtime executes it.
 * Values that flow (arguments, items, outputs) are bindings in `node.in`, not here:
 * tool, http: one binding per argument · classify: `text` · map: `items` · end: one per output field ·
 * trigger.webhook: one per input field · code: one per field of `input` · loop: one per carried field (initial values) ·
 * wait: `until` (an ISO time) · approval: one per shown field · subflow: one per input field ·
 * retrieve: `query` · memory.read: `key` or `query` · memory.write: `key`, `value`, optional `if_version` · guardrail: `text`.
 */
export const NODE_CONFIG = {
  "trigger.api": z.strictObject({ mode: z.enum(["sync", "async"]), waitMs: milliseconds(60_000) }),
  "trigger.chat": z.strictObject({ threadPer: z.enum(["session", "user"]) }),
  "trigger.webhook": z.strictObject({
    auth: z.enum(["hmac", "token"]),
    /** Name of the secret that signs requests, or that callers send. */
    secret: z.string().max(80),
    maxBytes: z.int().min(1).max(1_048_576),
    /** CEL over the request: equal values within the replay window start one run. */
    dedupe: z.string().max(4_000).optional(),
  }),
  "trigger.schedule": z.strictObject({
    /** Five fields, at most once a minute. */
    cron: z.string().max(100),
    /** IANA time zone. */
    zone: z.string().max(64),
    overlap: z.enum(["skip", "queue", "cancel-previous"]),
    catchUp: z.enum(["none", "last"]),
    input: z.json(),
  }),
  llm: z.strictObject({
    slot: Slot,
    prompt: PromptText,
    output: JsonSchema.optional(),
    context: OwnContext.optional(),
  }),
  agent: z.strictObject({
    slot: Slot,
    prompt: PromptText,
    /** Keys in `program.tools`. */
    tools: z.array(Key).max(40),
    /** What it may read and write by itself. Absent or empty: nothing. */
    memory: MemoryGrants.optional(),
    output: JsonSchema.optional(),
    context: OwnContext.optional(),
    maxTurns: z.int().min(1).max(50),
    maxTokens: z.int().min(100).max(2_000_000),
    parallelToolCalls: z.int().min(1).max(10),
    /**
     * CEL, asked after each turn with tool calls; true ends the agent with what it has said. `input` is the turn: `text`,
     * `turn` (from 1), `tokens` so far, and `calls`, each `{name, input, outcome, value}`.
     */
    stopWhen: Cel.optional(),
  }),
  classify: z.strictObject({
    slot: Slot,
    instruction: z.string().max(10_000),
    labels: z.array(Label).min(2).max(20),
    /** Below it the text goes to `other`. Absent or 0: the model is not asked how sure it is. */
    minConfidence: z.number().min(0).max(1).optional(),
  }),
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
    /** What the body of the answer must fit; absent: anything. */
    response: JsonSchema.optional(),
    sideEffect: z.enum(["none", "idempotent", "unsafe"]),
  }),
  /** JavaScript: the body of a function of `input`. No input or output, no clock, no randomness. */
  code: z.strictObject({ source: z.string().max(32_768), output: JsonSchema.optional() }),
  /** `fields` make the output; `set` writes state variables. */
  transform: z.strictObject({ fields: z.record(Key, Binding), set: z.record(Key, Binding) }),
  branch: z.strictObject({ cases: z.array(Case).min(1).max(12) }),
  map: z.strictObject({
    concurrency: z.int().min(1).max(20),
    maxItems: z.int().min(1).max(1_000),
    errorMode: z.enum(["fail", "collect", "skip"]),
  }),
  /**
   * Does its body until `until` (CEL, asked after each round with the new `iter`) is true. What reaches the inner port
   * `next` is merged into the carried fields. Output `{carry, iterations}`.
   */
  loop: z.strictObject({ until: Cel, max: z.int().min(1).max(100), onMax: z.enum(["error", "continue"]) }),
  join: z.strictObject({
    mode: z.enum(["all", "any", "n"]),
    n: z.int().min(1).max(50).optional(),
    timeoutMs: milliseconds(86_400_000),
    onTimeout: z.enum(["error", "continue"]),
    late: z.enum(["cancel", "finish"]),
    merge: z.enum(["object", "array", "coalesce"]),
  }),
  /** `durationMs`: how long (`duration`), or how long at most (`signal`). Output `{at}`, for a signal `{at, by, payload}`. */
  wait: z.strictObject({
    mode: z.enum(["duration", "until", "signal"]),
    durationMs: milliseconds(MONTH_MS),
    signal: SignalName.optional(),
  }),
  /** A person decides. Output `{decision, by, form, comment}`. Either a role or up to 20 people. */
  approval: z.strictObject({
    role: z.enum(["OWNER", "ADMIN", "RUNTIME"]).optional(),
    users: z.array(z.uuid()).min(1).max(20).optional(),
    title: z.string().min(1).max(200),
    form: JsonSchema.optional(),
    excludeStarter: z.boolean(),
    expiresMs: milliseconds(MONTH_MS),
  }),
  /** `releaseId` is filled in by the compiler. */
  subflow: z.strictObject({
    harness: z.string().min(1).max(80),
    release: z.int().min(1),
    releaseId: z.uuid().optional(),
  }),
  "memory.read": z.strictObject({
    scope: MemoryScopeName,
    kinds: z.array(MemoryKind).min(1),
    mode: z.enum(["key", "query"]),
    limit: z.int().min(1).max(50),
    budgetTokens: z.int().min(1).max(50_000),
  }),
  "memory.write": z.strictObject({ scope: MemoryScopeName, kind: MemoryKind }),
  /** `knowledgeId` and `rev` are filled in by the compiler: a release reads what was there when it was made. */
  retrieve: z.strictObject({
    knowledge: Key,
    knowledgeId: z.uuid().optional(),
    rev: z.int().min(0).optional(),
    topK: z.int().min(1).max(50),
    minScore: z.number().min(0).max(1),
    budgetTokens: z.int().min(100).max(50_000),
  }),
  guardrail: z.strictObject({ checks: z.array(GuardrailCheck).min(1).max(10), action: z.enum(["block", "redact"]) }),
  end: z.strictObject({ outcome: z.enum(["success", "failure"]) }),
  note: z.strictObject({ text: z.string().max(10_000) }),
  /** Something imported that this version does not know, kept as it came. Never executed. */
  placeholder: z.strictObject({ raw: z.json() }),
} as const;

export type NodeKind = keyof typeof NODE_CONFIG;
export type NodeConfig<K extends NodeKind = NodeKind> = z.infer<(typeof NODE_CONFIG)[K]>;
export const NODE_KINDS = Object.keys(NODE_CONFIG) as readonly NodeKind[];
/** Kinds with a body: nodes whose `parent` they are, entered at the inner port `body`. */
export const isContainerKind = (kind: string): kind is "map" | "loop" => kind === "map" || kind === "loop";
/** The inner port at which a container's body ends. */
export const INNER_END = { map: "collect", loop: "next" } as const;
export const isInnerEnd = (port: string): boolean => port === INNER_END.map || port === INNER_END.loop;

/** Kinds that this version draws and keeps, but does not execute: they block a release. */
const CAPABILITY_OFF: ReadonlySet<NodeKind> = new Set<NodeKind>(["placeholder"]);
export const isExecutable = (kind: NodeKind): boolean => !CAPABILITY_OFF.has(kind);
