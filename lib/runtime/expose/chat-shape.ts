import { z } from "zod";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import type { Program, ProgramNode } from "@/lib/release/program";

const Properties = z.record(z.string(), z.object({ type: z.unknown() }).loose());
const Required = z.array(z.string()).catch([]);

/**
 * The input field that takes what a person says: `message`, or the only text field that has to be given. Null when the
 * harness cannot be talked to: it needs more than a text.
 */
export function chatField(inputs: JsonSchema): string | null {
  const properties = Properties.safeParse(inputs.properties);
  if (!properties.success) return null;
  const texts = Object.keys(properties.data).filter((name) => properties.data[name]?.type === "string");
  const required = Required.parse(inputs.required);
  const field = texts.includes("message") ? "message" : texts.length === 1 ? (texts[0] ?? null) : null;
  return field !== null && required.every((name) => name === field) ? field : null;
}

/** Names of output fields that are taken for the answer, in this order. */
const ANSWER_FIELDS = ["answer", "text", "message", "output", "reply"];

/** What a run says to a person: its answer field, else its only text, else all of it as JSON. */
export function answerOf(output: Json): string {
  if (typeof output === "string") return output;
  if (typeof output !== "object" || output === null || Array.isArray(output)) return JSON.stringify(output);
  const field = answerField(Object.keys(output).filter((name) => typeof output[name] === "string"));
  const value = field === null ? undefined : output[field];
  return typeof value === "string" ? value : JSON.stringify(output);
}

const answerField = (names: readonly string[]): string | null =>
  ANSWER_FIELDS.find((name) => names.includes(name)) ?? (names.length === 1 ? (names[0] ?? null) : null);

/**
 * The key of the node whose text is the answer, word for word: every end takes it by a plain reference. Null when the
 * answer is put together from several texts, or comes out of a map: then it can be told only when it is there.
 */
export function answerNode(program: Program): string | null {
  const ends = program.nodes.filter(({ kind, config }) => kind === "end" && config.outcome !== "failure");
  const sources = new Set(ends.map((end) => sourceOf(program, end)));
  const [source] = sources;
  return sources.size === 1 ? (source ?? null) : null;
}

function sourceOf(program: Program, end: ProgramNode): string | null {
  const field = answerField(Object.keys(end.in));
  const binding = field === null ? undefined : end.in[field];
  if (!binding) return null;
  const node = program.nodes.find((one) => {
    if ("ref" in binding) return one.id === binding.ref.from && binding.ref.path.join(".") === "text";
    return "cel" in binding && binding.cel.trim() === `steps.${one.key}.output.text`;
  });
  const speaks = node && (node.kind === "agent" || node.kind === "llm") && node.parent === null;
  return speaks ? node.key : null;
}
