"use client";
import { useState } from "react";
import { McpApproval } from "@/components/harness/mcp-servers/mcp-approval";
import type { McpTool } from "@/components/harness/mcp-servers/mcp-tool";
import { ServedDiff } from "@/components/harness/mcp-servers/served-diff";
import { Button } from "@/components/ui/button";
import { JsonView } from "@/components/ui/json-view";
import { Status } from "@/components/ui/status";

const LOOK = {
  new: { status: "untested", word: "Not approved" },
  ok: { status: "ok", word: "Approved" },
  changed: { status: "warning", word: "In quarantine: it changed" },
  missing: { status: "warning", word: "In quarantine: not served" },
  archived: { status: "untested", word: "Archived" },
} as const;

/** One tool: how it stands, what changed, and the approval. */
export function McpToolRow({ tenant, server, tool }: { tenant: string; server: string; tool: McpTool }) {
  const [isOpen, setOpen] = useState(tool.state === "changed");
  const look = LOOK[tool.state];
  const shown = tool.served ?? tool.pinned;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 border-border border-b px-page py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="grid min-w-[220px] flex-1 gap-0.5">
          <span className="mono">{tool.tool}</span>
          <span className="text-muted [overflow-wrap:anywhere]">
            {shown?.description || "The server does not describe it."}
          </span>
          {tool.state !== "new" && <span className="mono s text-faint">{tool.key}</span>}
        </div>
        <Status status={look.status} label={look.word} />
        <Button
          size="sm"
          aria-expanded={isOpen}
          aria-label={`Details of ${tool.tool}`}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? "Less" : "Details"}
        </Button>
      </div>
      {isOpen && (
        <div className="grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-3">
          {tool.state === "changed" && tool.pinned && tool.served && (
            <ServedDiff before={tool.pinned} after={tool.served} />
          )}
          {tool.state !== "changed" && shown && <JsonView label="Arguments, as JSON Schema" value={shown.input} />}
          {tool.served && tool.state !== "ok" && tool.state !== "archived" && (
            <McpApproval tenant={tenant} server={server} tool={tool} />
          )}
        </div>
      )}
    </li>
  );
}
