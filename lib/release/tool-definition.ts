import { z } from "zod";
import { Key } from "@/lib/release/binding";
import { JsonSchema } from "@/lib/release/json-schema";

export const ToolClass = z.enum(["read", "write", "egress", "money", "code"]);
export const SideEffect = z.enum(["none", "idempotent", "unsafe"]);
export type ToolClass = z.infer<typeof ToolClass>;
export type SideEffect = z.infer<typeof SideEffect>;

export const MAX_TOOL_SECRETS = 5;
/** A secret by its name and its place in a request. The value never enters an expression, a span or a model. */
export const ToolSecret = z.strictObject({
  name: z.string().min(1).max(80),
  placement: z.discriminatedUnion("in", [
    z.strictObject({
      in: z.literal("header"),
      name: z.string().regex(/^[A-Za-z0-9-]{1,100}$/, "Letters, digits and -."),
      /** Goes before the value: "Bearer ". */
      prefix: z.string().max(40),
    }),
    z.strictObject({
      in: z.literal("query"),
      name: z.string().regex(/^[A-Za-z0-9_.~-]{1,100}$/, "Letters, digits and _ . ~ -."),
    }),
  ]),
});
export type ToolSecret = z.infer<typeof ToolSecret>;

/** An HTTP call: `url`, header values and `body` are Liquid templates over `args`; the host of `url` is literal. */
export const HttpToolImpl = z.strictObject({
  kind: z.literal("http"),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  url: z.string().max(2_000),
  headers: z.record(z.string().max(100), z.string().max(2_000)),
  /** Liquid; absent on non-GET = the arguments as JSON. */
  body: z.string().max(40_000).optional(),
  /** One secret in a header, the form of most tools. Read both by `toolSecrets`. */
  secret: z
    .strictObject({ name: z.string().max(80), header: z.string().max(100), prefix: z.string().max(40) })
    .optional(),
  /** Several secrets, or one in the query. */
  secrets: z.array(ToolSecret).min(1).max(MAX_TOOL_SECRETS).optional(),
  maxResponseBytes: z.int().min(1).max(5_000_000),
});
/** A tool that the runtime itself brings; `name` is in `BUILT_IN_TOOLS`. */
export const BuiltInToolImpl = z.strictObject({ kind: z.literal("built-in"), name: z.string().max(80) });

/** Code in the sandbox: the body of a function of `input`, the checked arguments. No network, no clock, no randomness. */
export const CodeToolImpl = z.strictObject({ kind: z.literal("code"), source: z.string().min(1).max(32_000) });
/** A tool of an MCP server over streamable HTTP. It is called only while the server serves what the fingerprint pins. */
export const McpToolImpl = z.strictObject({
  kind: z.literal("mcp"),
  /** Name of the connection, for people; the address and the secret are pinned here. */
  server: z.string().max(40),
  url: z.url().max(2_000),
  /** What the server calls it. */
  tool: z.string().min(1).max(128),
  /** sha256 over name, description, schemas and annotations as they were approved. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  secret: z
    .strictObject({ name: z.string().max(80), header: z.string().max(100), prefix: z.string().max(40) })
    .optional(),
});
/** How a repeated call is recognised outside: a header, an argument, or not at all. */
const Idempotency = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("header"), name: z.string().regex(/^[A-Za-z0-9-]{1,60}$/) }),
  z.strictObject({ by: z.literal("arg"), name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,59}$/) }),
  z.strictObject({ by: z.literal("none") }),
]);
/** What a draft answers instead of calling: the first mock whose condition over `input`, the arguments, holds. */
export const ToolMock = z.strictObject({
  /** CEL; empty = always. */
  when: z.string().max(4_000),
  result: z.union([z.strictObject({ value: z.json() }), z.strictObject({ error: z.string().min(1).max(500) })]),
});

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
  /** Absent: the header `Idempotency-Key` for HTTP tools with an effect. */
  idempotency: Idempotency.optional(),
  /** An agent calls it alone: no other call of the same turn runs beside it. */
  exclusive: z.boolean().optional(),
  mocks: z.array(ToolMock).max(20).optional(),
  impl: z.discriminatedUnion("kind", [HttpToolImpl, BuiltInToolImpl, CodeToolImpl, McpToolImpl]),
});
export type ToolMock = z.infer<typeof ToolMock>;
export type ToolDefinition = z.infer<typeof ToolDefinition>;

/** Bytes of JSON that a tool may answer; more would only fill the context of a model. */
export const MAX_TOOL_OUTPUT_BYTES = 256 * 1_024;
