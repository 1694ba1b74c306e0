import { z } from "zod";
import { MemoryScopeName } from "@/lib/release/memory-grants";

/** A policy as people say it: effect, what, for which harness, under which condition. */
export const Sentence = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  title: z.string().min(1).max(200),
  effect: z.enum(["allow", "ask", "forbid"]),
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("tool"), key: z.string().min(1).max(40) }),
    z.strictObject({ kind: z.literal("tool-class"), key: z.enum(["read", "write", "egress", "money", "code"]) }),
    z.strictObject({ kind: z.literal("any-tool") }),
    /** What HTTP steps send. */
    z.strictObject({ kind: z.literal("request"), key: z.enum(["read", "write"]) }),
    z.strictObject({ kind: z.literal("model"), key: z.string().min(1).max(120) }),
    z.strictObject({ kind: z.literal("any-model") }),
    z.strictObject({ kind: z.literal("knowledge"), key: z.string().min(1).max(40) }),
    z.strictObject({ kind: z.literal("any-knowledge") }),
    z.strictObject({ kind: z.literal("memory-read"), key: MemoryScopeName }),
    z.strictObject({ kind: z.literal("any-memory-read") }),
    z.strictObject({ kind: z.literal("memory-write"), key: MemoryScopeName }),
    z.strictObject({ kind: z.literal("any-memory-write") }),
  ]),
  /** Slug; null = every harness. */
  harness: z.string().min(1).max(80).nullable(),
  condition: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("environment"), value: z.enum(["draft", "staging", "production"]) }),
      z.strictObject({ kind: z.literal("untrusted-input") }),
      /** A decimal argument above a value with at most four places. */
      z.strictObject({
        kind: z.literal("amount-over"),
        argument: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
        value: z.number().min(0).max(1e9),
      }),
    ])
    .nullable(),
});
export type Sentence = z.infer<typeof Sentence>;

/** Whose memory it is, in the words of people. */
export const SCOPE_WORDS: Record<MemoryScopeName, string> = {
  run: "the run",
  thread: "the conversation",
  user: "the user",
  agent: "the harness",
  tenant: "the organisation",
};

/** Requests of HTTP steps, in the words of people. */
export const REQUEST_WORDS = { read: "requests that read", write: "requests that change something" } as const;

const EFFECT = { allow: "Allow", ask: "Ask a person about", forbid: "Forbid" } as const;

/** The sentence in words. */
export function inWords({ effect, what, harness, condition }: Sentence): string {
  const where = harness ? ` for ${harness}` : "";
  return `${EFFECT[effect]} ${whatInWords(what)}${where}${conditionInWords(condition)}`;
}

function whatInWords(what: Sentence["what"]): string {
  switch (what.kind) {
    case "tool":
      return `the tool ${what.key}`;
    case "tool-class":
      return `tools that ${{ read: "read", write: "write", egress: "send data out", money: "move money", code: "run code" }[what.key]}`;
    case "any-tool":
      return "every tool";
    case "request":
      return `HTTP ${REQUEST_WORDS[what.key]}`;
    case "model":
      return `the model ${what.key}`;
    case "any-model":
      return "every model";
    case "knowledge":
      return `reading the knowledge ${what.key}`;
    case "any-knowledge":
      return "reading knowledge";
    case "memory-read":
      return `reading the memory of ${SCOPE_WORDS[what.key]}`;
    case "any-memory-read":
      return "reading memory";
    case "memory-write":
      return `writing the memory of ${SCOPE_WORDS[what.key]}`;
    case "any-memory-write":
      return "writing memory";
  }
}

function conditionInWords(condition: Sentence["condition"]): string {
  if (!condition) return "";
  if (condition.kind === "environment") return ` in ${condition.value}`;
  if (condition.kind === "untrusted-input") return " after the run has read untrusted input";
  return ` when ${condition.argument} is over ${condition.value}`;
}
