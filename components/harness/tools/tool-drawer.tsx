"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { ToolRevisions } from "@/components/harness/tools/tool-revisions";
import { CLASS_MEANING, EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { JsonView } from "@/components/ui/json-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { ToolDetail } from "@/lib/harness/tools/schema";
import { toolQuery } from "@/lib/harness/tools/tool-queries";
import { ToolDefinition } from "@/lib/release/tool-definition";

type Props = { tenant: string; tool: string; onClose: () => void };

/** One tool: what a model is told of it, what it takes, what it does, and how it changed. */
export function ToolDrawer({ tenant, tool, onClose }: Props) {
  const { data, error, refetch } = useQuery(toolQuery(tenant, tool));
  const router = useRouter();
  const mayWrite = useMay()("tool:write");
  const definition = ToolDefinition.safeParse(data?.definition);
  return (
    <Drawer
      open
      onClose={onClose}
      title={data?.definition.name ?? tool}
      width={560}
      footer={
        data && !data.isBuiltIn ? (
          <Button onClick={() => router.push(`/${tenant}/tools/${tool}/edit`)}>
            {mayWrite ? "Edit and try" : "Open"}
          </Button>
        ) : undefined
      }
    >
      {data && definition.success ? (
        <ToolContent tenant={tenant} definition={definition.data} tool={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Skeleton width="60%" />
      )}
    </Drawer>
  );
}

type ContentProps = {
  tenant: string;
  definition: ToolDefinition;
  tool: Pick<ToolDetail, "isQuarantined" | "usedBy" | "revisions">;
};

function ToolContent({ tenant, definition, tool }: ContentProps) {
  const { impl, input } = definition;
  return (
    <div className="grid gap-4">
      {tool.isQuarantined && impl.kind === "mcp" && (
        <p className="text-warn" role="status">
          In quarantine: its MCP server serves something else than what was approved. No release can be made with it.{" "}
          <Link className="underline" href={`/${tenant}/tools/servers/${impl.server}`}>
            Look at the change
          </Link>
        </p>
      )}
      <ToolFacts tenant={tenant} definition={definition} usedBy={tool.usedBy} />
      <JsonView label="Arguments, as JSON Schema" value={input} />
      {impl.kind === "code" && <JsonView label="JavaScript" value={impl.source} />}
      {(impl.kind === "http" || impl.kind === "mcp") && <JsonView label="Call" value={impl} />}
      <ToolRevisions tenant={tenant} revisions={tool.revisions} />
    </div>
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
