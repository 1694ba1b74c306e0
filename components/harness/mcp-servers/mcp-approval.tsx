"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { McpTool } from "@/components/harness/mcp-servers/mcp-tool";
import { ClassFields } from "@/components/harness/tools/class-fields";
import { EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import { isEffectLowered } from "@/lib/harness/tools/tool-issues";
import { toolsQuery } from "@/lib/harness/tools/tool-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { SideEffect, type ToolClass } from "@/lib/release/tool-definition";

type Props = { tenant: string; server: string; tool: McpTool };
type Approve = {
  choice: { tool: string; fingerprint: string; key: string; sideEffect: SideEffect; classes: ToolClass[] };
  message: string;
};

/** The approval of what a server serves now: a changed tool keeps what was said of it before. */
export function McpApproval({ tenant, server, tool }: Props) {
  const mayWrite = useMay()("tool:write");
  const { approved } = tool;
  const [key, setKey] = useState(tool.key);
  const [sideEffect, setSideEffect] = useState<SideEffect>(approved?.sideEffect ?? "unsafe");
  const [chosen, setChosen] = useState<ToolClass[] | null>(approved?.classes ?? null);
  const [message, setMessage] = useState("");
  const approve = useApprove(tenant, server);
  const classes = chosen ?? usualClasses(sideEffect);
  const isSafer = approved !== null && isEffectLowered(approved.sideEffect, sideEffect);
  const lacksReason = approved !== null && message.trim().length < 3;
  if (!mayWrite) return <p className="text-muted">Your role may not approve tools: that takes the right tool:write.</p>;
  const submit = () => {
    const choice = { tool: tool.tool, fingerprint: tool.fingerprint ?? "", key, sideEffect, classes };
    approve.mutate({ choice, message });
  };
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-[1fr_180px] items-start gap-3">
        <KeyField tool={tool} value={key} onChange={setKey} />
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
      </div>
      <ClassFields classes={classes} isMissing={classes.length === 0} onChange={setChosen} />
      {approved && (
        <Field
          label="Why the change is fine"
          hint={
            isSafer
              ? "The effect is declared safer than before: say why that holds too. Retries depend on it."
              : "It stays with the revision of the tool."
          }
        >
          <Input value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />
        </Field>
      )}
      <div>
        <Button variant="primary" disabled={approve.isPending || classes.length === 0 || lacksReason} onClick={submit}>
          {tool.state === "changed" ? "Approve the change" : "Approve"}
        </Button>
      </div>
      {approve.error && <ErrorState error={approve.error} />}
    </div>
  );
}

type KeyProps = { tool: McpTool; value: string; onChange: (key: string) => void };

function KeyField({ tool, value, onChange }: KeyProps) {
  const error = tool.isTaken && value === tool.key ? "There is a tool of this key already." : undefined;
  return (
    <Field label="Key" error={error}>
      <Input
        value={value}
        disabled={tool.state !== "new"}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

const usualClasses = (sideEffect: SideEffect): ToolClass[] =>
  sideEffect === "none" ? ["read", "egress"] : ["write", "egress"];

function useApprove(tenant: string, server: string) {
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: ({ choice, message }: Approve) =>
      unwrap(
        api.POST("/api/v1/{tenant}/mcp-servers/{server}/approvals", {
          params: { path: { tenant, server } },
          body: { tools: [choice], message },
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
}
