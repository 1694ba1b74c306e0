"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ServedDiff } from "@/components/harness/mcp-servers/served-diff";
import { EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { JsonView } from "@/components/ui/json-view";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { useToast } from "@/components/ui/toast";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import { toolsQuery } from "@/lib/harness/tools/tool-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { SideEffect, type ToolClass } from "@/lib/release/tool-definition";

type Served = { title: string | null; description: string; input: unknown; output: unknown; annotations: unknown };
/** A tool of a server as the API sends it. */
export type McpTool = {
  tool: string;
  state: "new" | "ok" | "changed" | "missing";
  key: string;
  isTaken: boolean;
  pinned: Served | null;
  served: Served | null;
  fingerprint: string | null;
};
const LOOK = {
  new: { status: "untested", word: "Not approved" },
  ok: { status: "ok", word: "Approved" },
  changed: { status: "warning", word: "In quarantine: it changed" },
  missing: { status: "warning", word: "In quarantine: not served" },
} as const;

/** One tool: how it stands, what changed, and the approval. */
export function McpToolRow({ tenant, server, tool }: { tenant: string; server: string; tool: McpTool }) {
  const [isOpen, setOpen] = useState(tool.state === "changed");
  const look = LOOK[tool.state];
  const shown = tool.served ?? tool.pinned;
  return (
    <li className="grid gap-3 border-border border-b px-[20px] py-3">
      <div className="flex items-start gap-4">
        <div className="grid min-w-0 grow gap-0.5">
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
        <div className="grid max-w-[860px] gap-3">
          {tool.state === "changed" && tool.pinned && tool.served && (
            <ServedDiff before={tool.pinned} after={tool.served} />
          )}
          {tool.state !== "changed" && shown && <JsonView label="Arguments, as JSON Schema" value={shown.input} />}
          {tool.served && tool.state !== "ok" && <Approval tenant={tenant} server={server} tool={tool} />}
        </div>
      )}
    </li>
  );
}

type Approve = { tool: string; fingerprint: string; key: string; sideEffect: SideEffect; classes: ToolClass[] };

function Approval({ tenant, server, tool }: { tenant: string; server: string; tool: McpTool }) {
  const client = useQueryClient();
  const toast = useToast();
  const mayWrite = useMay()("tool:write");
  const [key, setKey] = useState(tool.key);
  const [sideEffect, setSideEffect] = useState<SideEffect>("unsafe");
  const approve = useMutation({
    mutationFn: (choice: Approve) =>
      unwrap(
        api.POST("/api/v1/{tenant}/mcp-servers/{server}/approvals", {
          params: { path: { tenant, server } },
          body: { tools: [choice], message: "" },
        }),
      ),
    onSuccess: async ({ items }) => {
      await Promise.all([
        client.invalidateQueries(mcpServersQuery(tenant)),
        client.invalidateQueries(toolsQuery(tenant)),
      ]);
      toast({ title: `${items[0]?.key} is approved as it is served now`, tone: "ok" });
    },
  });
  if (!mayWrite) return <p className="text-muted">Your role may not approve tools: that takes the right tool:write.</p>;
  const submit = () =>
    approve.mutate({
      tool: tool.tool,
      fingerprint: tool.fingerprint ?? "",
      key,
      sideEffect,
      classes: sideEffect === "none" ? ["read", "egress"] : ["write", "egress"],
    });
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[1fr_180px_auto] items-end gap-3">
        <Field
          label="Key"
          error={tool.isTaken && key === tool.key ? "There is a tool of this key already." : undefined}
        >
          <Input
            value={key}
            disabled={tool.state !== "new"}
            spellCheck={false}
            onChange={(event) => setKey(event.target.value)}
          />
        </Field>
        <Field label="Side effect">
          <Select
            value={sideEffect}
            onChange={(effect) => setSideEffect(SideEffect.parse(effect))}
            options={SideEffect.options.map((value) => ({
              value,
              label: EFFECT_WORD[value],
              hint: EFFECT_MEANING[value],
            }))}
          />
        </Field>
        <Button variant="primary" size="form" disabled={approve.isPending} onClick={submit}>
          {tool.state === "changed" ? "Approve the change" : "Approve"}
        </Button>
      </div>
      {approve.error && <ErrorState error={approve.error} />}
    </div>
  );
}
