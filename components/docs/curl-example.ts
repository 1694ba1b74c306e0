import type { ApiOperation } from "@/components/docs/api-operations";
import { exampleValue } from "@/components/docs/example-value";

/** A command that calls an operation; the key comes from the environment, other path parameters stay in angle brackets. */
export function curlExample(operation: ApiOperation, { origin, tenant }: { origin: string; tenant: string }): string {
  const path = operation.path
    .replace("{tenant}", tenant)
    .replaceAll(/\{(\w+)\}/g, (_whole, name: string) => `<${name}>`);
  const query = operation.parameters
    .filter((parameter) => parameter.in === "query" && parameter.required)
    .map((parameter) => `${parameter.name}=${encodeURIComponent(String(exampleValue(parameter.schema)))}`)
    .join("&");
  const lines = [
    `curl ${operation.answer.stream ? "-N " : ""}${operation.method === "GET" ? "" : `-X ${operation.method} `}"${origin}${path}${query && `?${query}`}"`,
    `  -H "Authorization: Bearer $SLIPWAY_KEY"`,
  ];
  if (operation.body) {
    const body = JSON.stringify(exampleValue(operation.body), null, 2).replaceAll("'", "'\\''");
    lines.push(`  -H "Content-Type: application/json"`, `  -d '${body}'`);
  }
  return lines.join(" \\\n");
}
