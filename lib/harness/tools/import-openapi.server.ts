import type { Actor } from "@/lib/governance/access/actor";
import { listAssets } from "@/lib/harness/assets/data.server";
import { type OperationTool, operationTools } from "@/lib/harness/openapi/operation-tool";
import { type OpenApiDocument, readOpenApi } from "@/lib/harness/openapi/read-openapi";
import { registerTool } from "@/lib/harness/tools/mutations.server";
import type { OpenApiImport, OpenApiPreview, OwnTool } from "@/lib/harness/tools/schema";
import type { TenantDb } from "@/lib/platform/db/tenant-transaction.server";
import { ProblemError } from "@/lib/platform/errors/problem";
import { findBuiltInTool } from "@/lib/release/built-in-tools";

const TIMEOUT_MS = 30_000;
const MAX_RESPONSE_BYTES = 1_000_000;

/** The tools that a document would become. Nothing is stored and nothing is called. Error: `invalid`. */
export async function previewOpenApi(db: TenantDb, actor: Actor, text: string): Promise<OpenApiPreview> {
  const document = requireDocument(text);
  const taken = new Set((await listAssets(db, actor, "tool")).map((asset) => asset.key));
  return {
    title: document.title,
    version: document.version,
    servers: document.servers,
    operations: operationTools(document).map(({ call, ...tool }) => ({
      ...tool,
      url: call.url,
      isTaken: taken.has(tool.key) || findBuiltInTool(tool.key) !== undefined,
    })),
  };
}

/** Registers the chosen operations as tools, all or none. Errors as `createTool`. */
export async function importOpenApi(db: TenantDb, actor: Actor, request: OpenApiImport) {
  const document = requireDocument(request.text);
  const known = new Map(operationTools(document).map((tool) => [tool.id, tool]));
  const items: { key: string; rev: number }[] = [];
  for (const [at, choice] of request.operations.entries()) {
    const operation = known.get(choice.id);
    if (!operation)
      throw new ProblemError("invalid", `The document has no operation "${choice.id}".`, [
        { pointer: `/operations/${at}/id`, message: "It is not in the document." },
      ]);
    const tool = toolOf(operation, request, choice);
    const { key, rev } = await registerTool(db, actor, { tool, message: messageOf(document) });
    items.push({ key, rev });
  }
  return { items };
}

const messageOf = ({ title, version }: OpenApiDocument) => `Imported from ${title} ${version}`.trim().slice(0, 200);

function toolOf(
  operation: OperationTool,
  request: OpenApiImport,
  choice: OpenApiImport["operations"][number],
): OwnTool {
  const { name, description, input, output, call, secret } = operation;
  return {
    key: choice.key,
    name,
    description,
    input,
    ...(output && request.checkAnswers ? { output } : {}),
    sideEffect: choice.sideEffect,
    classes: choice.classes,
    timeoutMs: TIMEOUT_MS,
    impl: {
      kind: "http",
      ...call,
      url: `${request.server.replace(/\/+$/, "")}${call.url}`,
      ...(secret && request.secretName ? { secret: { name: request.secretName, ...secret } } : {}),
      maxResponseBytes: MAX_RESPONSE_BYTES,
    },
  };
}

function requireDocument(text: string): OpenApiDocument {
  const read = readOpenApi(text);
  if (read.ok) return read.document;
  throw new ProblemError("invalid", read.message, [{ pointer: "/text", message: read.message }]);
}
