import { z } from "zod";
import { Key } from "@/lib/release/binding";
import { JsonSchema } from "@/lib/release/json-schema";

export const ToolClass = z.enum(["read", "write", "egress", "money", "code"]);
export const SideEffect = z.enum(["none", "idempotent", "unsafe"]);
export type ToolClass = z.infer<typeof ToolClass>;
export type SideEffect = z.infer<typeof SideEffect>;

/** An HTTP call: `url`, header values and `body` are Liquid templates over `args`; the host of `url` is literal. */
export const HttpToolImpl = z.strictObject({
  kind: z.literal("http"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  url: z.string().max(2_000),
  headers: z.record(z.string().max(100), z.string().max(2_000)),
  /** Liquid; absent on non-GET = the arguments as JSON. */
  body: z.string().max(40_000).optional(),
  /** Name of a secret and where it goes. The value never enters an expression, a span or a model. */
  secret: z
    .strictObject({ name: z.string().max(80), header: z.string().max(100), prefix: z.string().max(40) })
    .optional(),
  maxResponseBytes: z.int().min(1).max(5_000_000),
});
/** A tool that the runtime itself brings; `name` is in `BUILT_IN_TOOLS`. */
export const BuiltInToolImpl = z.strictObject({ kind: z.literal("built-in"), name: z.string().max(80) });

/** A tool as a release pins it. `key` is what a model and a policy call it. */
export const ToolDefinition = z.strictObject({
  key: Key,
  name: z.string().max(80),
  description: z.string().max(2_000),
  input: JsonSchema,
  output: JsonSchema.optional(),
  sideEffect: SideEffect,
  classes: z.array(ToolClass).min(1),
  timeoutMs: z.int().min(1).max(300_000),
  impl: z.discriminatedUnion("kind", [HttpToolImpl, BuiltInToolImpl]),
});
export type ToolDefinition = z.infer<typeof ToolDefinition>;
