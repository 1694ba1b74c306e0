import type { SideEffect, ToolClass } from "@/lib/release/tool-definition";

type Served = { title: string | null; description: string; input: unknown; output: unknown; annotations: unknown };
/** A tool of a server as the API sends it. */
export type McpTool = {
  tool: string;
  state: "new" | "ok" | "changed" | "missing" | "archived";
  key: string;
  isTaken: boolean;
  pinned: Served | null;
  served: Served | null;
  fingerprint: string | null;
  approved: { sideEffect: SideEffect; classes: ToolClass[] } | null;
};
