"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { ToolEditor } from "@/components/harness/tools/tool-editor";
import { ToolRevisions } from "@/components/harness/tools/tool-revisions";
import { CLASS_MEANING, EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { JsonView } from "@/components/ui/json-view";
import { Skeleton } from "@/components/ui/skeleton";
import { HttpTool, type ToolDetail } from "@/lib/harness/tools/schema";
import { toolQuery } from "@/lib/harness/tools/tool-queries";
import { ToolDefinition } from "@/lib/release/tool-definition";

type Props = { tenant: string; tool: string; onClose: () => void };

/** One tool: what a model is told of it, what it takes, what it does, and how it changed. */
export function ToolDrawer({ tenant, tool, onClose }: Props) {
  const { data, error, refetch } = useQuery(toolQuery(tenant, tool));
  const mayWrite = useMay()("tool:write");
  const [isEditing, setEditing] = useState(false);
  const own = HttpTool.safeParse(data?.definition);
  const definition = ToolDefinition.safeParse(data?.definition);
  if (isEditing && own.success && data?.revised)
    return (
      <ToolEditor
        tenant={tenant}
        stored={{ tool: own.data, rev: data.revised.rev }}
        onDone={() => setEditing(false)}
        onClose={() => setEditing(false)}
      />
    );
  return (
    <Drawer
      open
      onClose={onClose}
      title={data?.definition.name ?? tool}
      width={560}
      footer={own.success && mayWrite ? <Button onClick={() => setEditing(true)}>Edit</Button> : undefined}
    >
      {data && definition.success ? (
        <div className="grid gap-4">
          <ToolFacts tenant={tenant} definition={definition.data} usedBy={data.usedBy} />
          <JsonView label="Arguments, as JSON Schema" value={definition.data.input} />
          {definition.data.impl.kind === "http" && <JsonView label="Call" value={definition.data.impl} />}
          <ToolRevisions tenant={tenant} revisions={data.revisions} />
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Skeleton width="60%" />
      )}
    </Drawer>
  );
}

type FactsProps = { tenant: string; definition: ToolDefinition; usedBy: ToolDetail["usedBy"] };

function ToolFacts({ tenant, definition, usedBy }: FactsProps) {
  const { description, key, sideEffect, classes, timeoutMs } = definition;
  return (
    <>
      <p>{description}</p>
      <dl className="dl">
        <dt>Called as</dt>
        <dd className="mono">{key}</dd>
        <dt>Side effect</dt>
        <dd>
          {EFFECT_WORD[sideEffect]}. <span className="muted">{EFFECT_MEANING[sideEffect]}</span>
        </dd>
        <dt>Classes</dt>
        <dd>{classes.map((one) => CLASS_MEANING[one]).join(", ")}</dd>
        <dt>Timeout</dt>
        <dd>{timeoutMs / 1_000} s</dd>
        <dt>Used by</dt>
        <dd>
          <UsedBy tenant={tenant} harnesses={usedBy} />
        </dd>
      </dl>
    </>
  );
}
