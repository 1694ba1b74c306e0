import { z } from "zod";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Program } from "@/lib/release/program";

/** How the release that a replay runs on differs from the one that the run had. */
export const ReleaseDrift = z.object({
  nodes: z.array(z.object({ key: z.string(), label: z.string(), change: z.enum(["added", "removed", "changed"]) })),
  /** Lines that are only in one of the two. */
  lines: z.int(),
  models: z.array(z.string()),
  tools: z.array(z.string()),
});
export type ReleaseDrift = z.infer<typeof ReleaseDrift>;

/** Compares two programs by node id; layout and notes are not in them. */
export function releaseDrift(from: Program, to: Program): ReleaseDrift {
  const before = new Map(from.nodes.map((node) => [node.id, node]));
  const after = new Map(to.nodes.map((node) => [node.id, node]));
  const said = (nodes: Program["nodes"], change: "added" | "removed" | "changed") =>
    nodes.map(({ key, label }) => ({ key, label, change }));
  return {
    nodes: [
      ...said(
        to.nodes.filter((node) => before.has(node.id) && canonicalJson(before.get(node.id)) !== canonicalJson(node)),
        "changed",
      ),
      ...said(
        to.nodes.filter((node) => !before.has(node.id)),
        "added",
      ),
      ...said(
        from.nodes.filter((node) => !after.has(node.id)),
        "removed",
      ),
    ],
    lines: differences(linesOf(from), linesOf(to)),
    models: changedKeys(from.models, to.models),
    tools: changedKeys(from.tools, to.tools),
  };
}

const linesOf = ({ edges }: Program) => new Set(edges.map(({ from, to }) => canonicalJson([from, to])));
const differences = (one: ReadonlySet<string>, two: ReadonlySet<string>): number =>
  [...one].filter((line) => !two.has(line)).length + [...two].filter((line) => !one.has(line)).length;

function changedKeys(from: Record<string, unknown>, to: Record<string, unknown>): string[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.filter((key) => canonicalJson(from[key] ?? null) !== canonicalJson(to[key] ?? null));
}
