import { z } from "zod";
import {
  CodeToolImpl,
  HttpToolImpl,
  McpToolImpl,
  SideEffect,
  ToolClass,
  ToolDefinition,
} from "@/lib/release/tool-definition";

const Message = z.string().trim().max(200).default("");

/** A tool of a tenant. The built-in ones come with the runtime. */
export const OwnTool = ToolDefinition.extend({
  impl: z.discriminatedUnion("kind", [HttpToolImpl, CodeToolImpl, McpToolImpl]),
});
/** An HTTP call. */
export const HttpTool = ToolDefinition.extend({ impl: HttpToolImpl });
export const ToolView = z.object({
  definition: ToolDefinition,
  isBuiltIn: z.boolean(),
  /** The MCP server serves something else than what was approved, so no release can be made with the tool. */
  isQuarantined: z.boolean(),
  /** Null for a built-in tool. */
  revised: z.object({ rev: z.int(), by: z.string(), at: z.iso.datetime() }).nullable(),
  /** Harnesses whose draft uses it. */
  usedBy: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export const ToolList = z.object({ items: z.array(ToolView) });
/** Revisions newest first, at most 200; none for a built-in tool. */
export const ToolDetail = ToolView.extend({
  revisions: z.array(z.object({ rev: z.int(), message: z.string(), by: z.string(), at: z.iso.datetime() })),
});
export const NewTool = z.strictObject({ tool: OwnTool, message: Message });
export const ToolChange = z.strictObject({ baseRev: z.int().min(1), tool: OwnTool, message: Message });
export const StoredTool = z.object({ key: z.string(), rev: z.int(), created: z.boolean() });

/** Runs a tool once, as it is typed or as it is stored, on a worker, in the environment `draft`. */
export const ToolTest = z.strictObject({ tool: ToolDefinition, args: z.record(z.string(), z.json()) });
export const StartedTest = z.object({ runId: z.uuid() });

const OpenApiText = z.string().min(1).max(5_000_000);
export const OpenApiPreviewRequest = z.strictObject({ text: OpenApiText });
export const OpenApiPreview = z.object({
  title: z.string(),
  version: z.string(),
  servers: z.array(z.string()),
  operations: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      path: z.string(),
      key: z.string(),
      isTaken: z.boolean(),
      name: z.string(),
      description: z.string(),
      input: z.record(z.string(), z.json()),
      /** What the document says of the answer; null when it says nothing. */
      output: z.record(z.string(), z.json()).nullable(),
      sideEffect: SideEffect,
      classes: z.array(ToolClass),
      url: z.string(),
      secret: z.object({ header: z.string(), prefix: z.string() }).nullable(),
      notes: z.array(z.string()),
    }),
  ),
});
/** The chosen operations become tools, all of them or none. */
export const OpenApiImport = z.strictObject({
  text: OpenApiText,
  /** Address in front of every path. */
  server: z.string().max(500),
  /** Name of a secret for the operations that want one; null sends none. */
  secretName: z.string().max(80).nullable(),
  /** Whether answers must fit the document. */
  checkAnswers: z.boolean(),
  operations: z
    .array(
      z.strictObject({
        id: z.string().max(600),
        key: ToolDefinition.shape.key,
        sideEffect: SideEffect,
        classes: z.array(ToolClass).min(1),
      }),
    )
    .min(1)
    .max(300),
});
export const ImportedTools = z.object({ items: z.array(z.object({ key: z.string(), rev: z.int() })) });
export type OwnTool = z.infer<typeof OwnTool>;
export type HttpTool = z.infer<typeof HttpTool>;
export type ToolView = z.infer<typeof ToolView>;
export type ToolDetail = z.infer<typeof ToolDetail>;
export type NewTool = z.infer<typeof NewTool>;
export type ToolChange = z.infer<typeof ToolChange>;
export type ToolTest = z.infer<typeof ToolTest>;
export type OpenApiPreview = z.infer<typeof OpenApiPreview>;
export type OpenApiImport = z.infer<typeof OpenApiImport>;
