import { z } from "zod";
import type { ServedView } from "@/lib/harness/mcp-servers/schema";

/** What is stored of a tool as its server served it; other members stay in the row and in the fingerprint. */
const Stored = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.record(z.string(), z.json()),
  outputSchema: z.record(z.string(), z.json()).optional(),
  annotations: z.record(z.string(), z.json()).optional(),
});

/** A stored tool for people; null when none is stored. */
export function servedView(stored: unknown): ServedView | null {
  const tool = Stored.safeParse(stored).data;
  if (!tool) return null;
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  return {
    name,
    title: title ?? null,
    description: description ?? "",
    input: inputSchema,
    output: outputSchema ?? null,
    annotations: annotations ?? {},
  };
}

const MAX_KEY = 40;

/** What a tool of a server is called in the registry: the server's name in front, so that nothing built in is shadowed. */
export const mcpToolKey = (server: string, tool: string): string =>
  `${server}_${tool
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")}`.slice(0, MAX_KEY);

type Pins = { pinnedFingerprint: string | null; servedFingerprint: string | null };

/** How what was approved and what is served relate. */
export function mcpToolState({ pinnedFingerprint, servedFingerprint }: Pins): "new" | "ok" | "changed" | "missing" {
  if (pinnedFingerprint === null) return "new";
  if (servedFingerprint === null) return "missing";
  return pinnedFingerprint === servedFingerprint ? "ok" : "changed";
}
