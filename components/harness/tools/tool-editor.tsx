"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ToolFields } from "@/components/harness/tools/tool-fields";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { OwnTool } from "@/lib/harness/tools/schema";
import { formOfTool, NEW_TOOL_FORM, toolOfForm } from "@/lib/harness/tools/tool-form";
import { isEffectLowered } from "@/lib/harness/tools/tool-issues";
import { toolsQuery } from "@/lib/harness/tools/tool-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  /** The tool that is revised, with its newest revision; null registers a new one. */
  stored: { tool: OwnTool; rev: number } | null;
  onDone: (key: string) => void;
  onClose: () => void;
};

/** Registers an HTTP tool, or makes the next revision of one. */
export function ToolEditor({ tenant, stored, onDone, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const [form, setForm] = useState(stored ? formOfTool(stored.tool) : NEW_TOOL_FORM);
  const [message, setMessage] = useState("");
  const [isTried, setTried] = useState(false);
  const read = toolOfForm(form, stored?.tool);
  const save = useMutation({
    mutationFn: (tool: OwnTool) => storeTool(tenant, { tool, message }, stored?.rev),
    onSuccess: async ({ key, rev }) => {
      await Promise.all([
        client.invalidateQueries(toolsQuery(tenant)),
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
      ]);
      toast({ title: stored ? `Revision ${rev} of ${key} is saved` : `${key} is registered`, tone: "ok" });
      onClose();
      onDone(key);
    },
  });
  const wantsReason = stored !== null && isEffectLowered(stored.tool.sideEffect, form.sideEffect);
  const submit = () => {
    setTried(true);
    if (read.ok) save.mutate(read.tool);
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={stored ? `Edit ${stored.tool.name}` : "New HTTP tool"}
      width={640}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={save.isPending || (isTried && !read.ok) || (wantsReason && !message.trim())}
            onClick={submit}
          >
            {stored ? "Save revision" : "Register tool"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ToolFields
          form={form}
          isNew={stored === null}
          issues={isTried && !read.ok ? read.issues : []}
          onChange={(change) => setForm({ ...form, ...change })}
        />
        {stored && (
          <Field
            label="What changed"
            hint={wantsReason ? "The effect is declared safer than before: say why. Retries depend on it." : undefined}
          >
            <Input value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />
          </Field>
        )}
        {save.error && <ErrorState error={save.error} />}
      </div>
    </Drawer>
  );
}

function storeTool(tenant: string, content: { tool: OwnTool; message: string }, baseRev: number | undefined) {
  if (baseRev === undefined)
    return unwrap(api.POST("/api/v1/{tenant}/tools", { params: { path: { tenant } }, body: content }));
  const params = { path: { tenant, tool: content.tool.key } };
  return unwrap(api.POST("/api/v1/{tenant}/tools/{tool}/revisions", { params, body: { ...content, baseRev } }));
}
