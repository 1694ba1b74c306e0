import { z } from "zod";
import { type NodeEntry, NodeEntrySchema } from "@/lib/harness/canvas/node-entry";

const KEY = "slipway.recent-nodes";
const KEPT = 4;
const Stored = z.array(NodeEntrySchema).max(20);

/** What was added last on this computer, newest first. */
export function recentEntries(): NodeEntry[] {
  try {
    return Stored.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "[]")).data ?? [];
  } catch {
    return [];
  }
}

export function rememberEntry({ kind, tool }: NodeEntry): void {
  const entry = tool ? { kind, tool } : { kind };
  const others = recentEntries().filter((one) => one.kind !== kind || one.tool !== tool);
  try {
    localStorage.setItem(KEY, JSON.stringify([entry, ...others].slice(0, KEPT)));
  } catch {
    // A browser without storage remembers nothing.
  }
}
