import { checksum } from "@/lib/release/checksum.server";

type Served = {
  name: string;
  description?: string | undefined;
  inputSchema: unknown;
  outputSchema?: unknown;
  annotations?: unknown;
};

/** sha256 over what an MCP server says of a tool: a change of one byte in it is another tool until a person approves it. */
export const mcpFingerprint = ({ name, description, inputSchema, outputSchema, annotations }: Served): string =>
  checksum({
    name,
    description: description ?? null,
    inputSchema,
    outputSchema: outputSchema ?? null,
    annotations: annotations ?? null,
  });
