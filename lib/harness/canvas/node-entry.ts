import { z } from "zod";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { PALETTE } from "@/lib/harness/nodes/catalogue";
import { freeKey, newNode } from "@/lib/harness/nodes/new-node";
import { NODE_KINDS } from "@/lib/release/node-config";

/** Something that can be put on the canvas: a kind of node, or one tool. */
export const NodeEntrySchema = z.strictObject({ kind: z.enum(NODE_KINDS), tool: z.string().max(40).optional() });
export type NodeEntry = z.infer<typeof NodeEntrySchema>;
export type ListedEntry = NodeEntry & { id: string; title: string; description: string; group: string; words: string };

type Tool = { key: string; description: string };

/** Kinds in the order of the palette, then the tools of the registry by name. */
export function nodeEntries(tools: readonly Tool[]): ListedEntry[] {
  return [
    ...PALETTE.map(({ kind, title, description, group, synonyms }) => ({
      kind,
      id: kind,
      title,
      description,
      group,
      words: `${title} ${synonyms} ${kind} ${description}`.toLowerCase(),
    })),
    ...tools.map(({ key, description }) => ({
      kind: "tool" as const,
      tool: key,
      id: `tool:${key}`,
      title: key,
      description,
      group: "Your tools",
      words: `${key} ${key.replaceAll("_", " ")} tool ${description}`.toLowerCase(),
    })),
  ];
}

/** Entries that have every word of the query: titles that start with it first, then other titles, then synonyms. */
export function matchEntries(entries: readonly ListedEntry[], query: string): ListedEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  const [first = ""] = words;
  const rank = ({ title }: ListedEntry) => {
    const name = title.toLowerCase();
    return name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2;
  };
  return entries
    .filter((entry) => words.every((word) => entry.words.includes(word)))
    .sort((one, other) => rank(one) - rank(other));
}

/** A new node for an entry; one for a tool has its name. */
export function nodeOfEntry(draft: Pick<Draft, "nodes">, { kind, tool }: NodeEntry, parent: string | null): DraftNode {
  const node = newNode(draft, kind, parent);
  if (!tool) return node;
  const label = tool.replaceAll("_", " ");
  return {
    ...node,
    key: freeKey(draft, tool),
    label: label.charAt(0).toUpperCase() + label.slice(1),
    config: { ...node.config, tool },
  };
}
