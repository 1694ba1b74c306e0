import { z } from "zod";
import { Key } from "@/lib/release/binding";

/** RE2 syntax, matched anywhere, without regard to case; named groups are `match.<name>` in templates. */
const Pattern = z.string().max(200);
const Tool = z.string().max(80);

/** All given conditions must hold. `turn` counts the model calls since the last user message, from 1. */
const When = z.strictObject({
  userMatches: Pattern.optional(),
  systemContains: z.string().max(200).optional(),
  /** `title` of the output schema. */
  schemaName: z.string().max(80).optional(),
  turn: z.int().min(1).optional(),
  /** A result of this tool came since the last user message, and it was not an error. */
  afterTool: Tool.optional(),
  notAfterTool: Tool.optional(),
  /** The last result of this tool was a refusal by policy. */
  refused: Tool.optional(),
  /** The last result of this tool was an error that is not a refusal. */
  failed: Tool.optional(),
});

const CallTool = z.strictObject({ name: Tool, input: z.record(Key, z.json()) });

const FaultKind = z.enum(["429", "5xx", "timeout", "cut-stream", "bad-json", "slow"]);
export type FaultKind = z.infer<typeof FaultKind>;

const Rule = z.strictObject({
  when: When,
  /** Text; `{{match.id}}`, `{{results.<tool>.<field>}}`, `{{user}}` are filled in. */
  say: z.string().max(4_000).optional(),
  /** Only if the tool is offered; else the rule does not apply. */
  callTool: CallTool.optional(),
  callTools: z.array(CallTool).max(10).optional(),
  /** Only if the value fits the output schema; else the rule does not apply. Strings are templates. */
  json: z.json().optional(),
  /** `times`: only in the first attempts of a step; absent = always. */
  fail: z
    .strictObject({
      status: z.int().min(400).max(599).optional(),
      kind: FaultKind.optional(),
      times: z.int().min(1).max(10).optional(),
      retryAfterMs: z.int().min(0).max(60_000).optional(),
    })
    .optional(),
});

/** What the sandbox model says. The first rule that applies wins; faults come from the seed, run, step and attempt. */
export const SandboxScript = z.strictObject({
  v: z.literal(1),
  seed: z.int(),
  /** Shortest and longest time of one call, in milliseconds. */
  latencyMs: z.tuple([z.int().min(0), z.int().max(60_000)]),
  rules: z.array(Rule).max(200),
  faults: z.array(
    z.strictObject({ kind: FaultKind, rate: z.number().min(0).max(1), retryAfterMs: z.int().min(0).optional() }),
  ),
});
export type SandboxScript = z.infer<typeof SandboxScript>;
export type SandboxRule = z.infer<typeof Rule>;
