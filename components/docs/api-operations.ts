import { z } from "zod";
import { JsonSchema } from "@/components/docs/json-schema";

const Content = z.record(z.string(), z.object({ schema: z.union([z.object({ $ref: z.string() }), JsonSchema]) }));
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  "x-scope": z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(["path", "query"]),
      required: z.boolean(),
      description: z.string().optional(),
      schema: JsonSchema,
    }),
  ),
  requestBody: z.object({ content: z.object({ "application/json": z.object({ schema: JsonSchema }) }) }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.optional() })),
});
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

export type ApiParameter = z.infer<typeof Operation>["parameters"][number];
export type ApiOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  scope: string;
  parameters: ApiParameter[];
  body: JsonSchema | null;
  /** The normal answer. `stream` = server-sent events. */
  answer: { status: string; schema: JsonSchema | null; stream: boolean };
  /** Statuses of problem documents. */
  problems: { status: string; description: string }[];
};
export type ApiGroup = { tag: string; id: string; operations: ApiOperation[] };

/** Our OpenAPI document as groups of operations, by tag and in the order of the document. Throws when it is none. */
export function apiGroups(document: unknown): ApiGroup[] {
  const groups = new Map<string, ApiGroup>();
  for (const [path, methods] of Object.entries(Document.parse(document).paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = ""] = operation.tags;
      const group = groups.get(tag) ?? { tag, id: slugOf(tag), operations: [] };
      group.operations.push(operationOf(method, path, operation));
      groups.set(tag, group);
    }
  return [...groups.values()].sort((one, other) => one.tag.localeCompare(other.tag));
}

function operationOf(method: string, path: string, operation: z.infer<typeof Operation>): ApiOperation {
  const [status = "200", answer] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const schema = answer?.content?.["application/json"]?.schema;
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    scope: operation["x-scope"],
    parameters: operation.parameters,
    body: operation.requestBody?.content["application/json"].schema ?? null,
    answer: {
      status,
      schema: schema && !("$ref" in schema) ? schema : null,
      stream: answer?.content?.["text/event-stream"] !== undefined,
    },
    problems: Object.entries(operation.responses)
      .filter(([code]) => !code.startsWith("2"))
      .map(([code, { description }]) => ({ status: code, description })),
  };
}

const slugOf = (tag: string) => tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
