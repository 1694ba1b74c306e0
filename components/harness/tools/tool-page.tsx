"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ArchiveAsset } from "@/components/harness/assets/archive-asset";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { CurlDialog } from "@/components/harness/tools/curl-dialog";
import { lacksOfTool } from "@/components/harness/tools/lacks-of-tool";
import { MockFields } from "@/components/harness/tools/mock-fields";
import { ToolFields } from "@/components/harness/tools/tool-fields";
import { ToolRevisions } from "@/components/harness/tools/tool-revisions";
import { ToolTest } from "@/components/harness/tools/tool-test";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { OwnTool, type ToolDetail } from "@/lib/harness/tools/schema";
import { formOfTool, NEW_CODE_FORM, NEW_TOOL_FORM, type ToolForm, toolOfForm } from "@/lib/harness/tools/tool-form";
import { isEffectLowered } from "@/lib/harness/tools/tool-issues";
import { toolQuery, toolsQuery } from "@/lib/harness/tools/tool-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** A stored tool on a page of its own. */
export function ToolPage({ tenant, tool }: { tenant: string; tool: string }) {
  const { data, error, refetch } = useQuery(toolQuery(tenant, tool));
  const own = OwnTool.safeParse(data?.definition);
  const name = data?.definition.name ?? tool;
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{name}</Crumb>
      </TopBarCrumbs>
      {data && own.success && data.revised ? (
        <ToolEditor
          key={data.revised.rev}
          tenant={tenant}
          title={name}
          stored={{ tool: own.data, rev: data.revised.rev }}
          detail={data}
        />
      ) : (
        <div className="grid gap-4 p-[20px]">
          {error ? (
            <ErrorState error={error} onRetry={refetch} />
          ) : data ? (
            <p className="text-muted">{name} comes with Slipway and is not edited.</p>
          ) : (
            <Skeleton height={240} />
          )}
        </div>
      )}
    </>
  );
}

/** A tool that is being made. */
export function NewToolPage({ tenant, kind }: { tenant: string; kind: "http" | "code" }) {
  const title = kind === "code" ? "New code tool" : "New HTTP tool";
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{title}</Crumb>
      </TopBarCrumbs>
      <ToolEditor key={kind} tenant={tenant} title={title} stored={null} kind={kind} />
    </>
  );
}

type Props = {
  tenant: string;
  title: string;
  /** The tool that is revised, with its newest revision; null registers a new one. */
  stored: { tool: OwnTool; rev: number } | null;
  detail?: Pick<ToolDetail, "revisions" | "usedBy">;
  kind?: "http" | "code";
};

const firstForm = ({ stored, kind }: Pick<Props, "stored" | "kind">): ToolForm =>
  stored ? formOfTool(stored.tool) : kind === "code" ? NEW_CODE_FORM : NEW_TOOL_FORM;

/** The form with what keeps it from being a tool; issues show after the first try to save. */
function useToolForm(props: Pick<Props, "stored" | "kind" | "tenant">) {
  const { stored, tenant } = props;
  const [form, setForm] = useState<ToolForm>(() => firstForm(props));
  const [message, setMessage] = useState("");
  const [isTried, setTried] = useState(false);
  const read = toolOfForm(form, stored?.tool);
  const save = useSaveTool(tenant, stored?.rev);
  const wantsReason = stored !== null && isEffectLowered(stored.tool.sideEffect, form.sideEffect);
  return {
    form,
    message,
    setMessage,
    wantsReason,
    save,
    tool: read.ok ? read.tool : null,
    issues: isTried && !read.ok ? read.issues : [],
    lacks: read.ok ? [] : lacksOfTool(read.issues),
    isBlocked: save.isPending || (isTried && !read.ok) || (wantsReason && !message.trim()),
    change: (part: Partial<ToolForm>) => setForm({ ...form, ...part }),
    submit: () => {
      setTried(true);
      if (read.ok) save.mutate({ tool: read.tool, message });
    },
  };
}

function ToolEditor({ tenant, title, stored, detail, kind }: Props) {
  const mayWrite = useMay()("tool:write");
  const [isPasting, setPasting] = useState(false);
  const { form, message, setMessage, wantsReason, save, tool, lacks, issues, isBlocked, change, submit } = useToolForm({
    tenant,
    stored,
    kind,
  });
  return (
    <>
      <PageHeader
        title={title}
        meta={
          detail && (
            <>
              used by <UsedBy tenant={tenant} harnesses={detail.usedBy} />
            </>
          )
        }
        actions={
          mayWrite && (
            <>
              {stored && <ArchiveAsset tenant={tenant} kind="tool" asset={stored.tool} />}
              {form.kind === "http" && <Button onClick={() => setPasting(true)}>Paste curl</Button>}
              <Button variant="primary" disabled={isBlocked} onClick={submit}>
                {stored ? "Save revision" : "Register tool"}
              </Button>
            </>
          )
        }
      />
      <div className="flex min-h-0 flex-1 border-border border-t">
        <div className="grid min-w-0 flex-1 content-start gap-4 overflow-auto p-[20px]">
          {save.error && <ErrorState error={save.error} />}
          {stored && (
            <Field
              label="What changed"
              hint={
                wantsReason ? "The effect is declared safer than before: say why. Retries depend on it." : undefined
              }
            >
              <Input value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />
            </Field>
          )}
          <ToolFields form={form} isNew={stored === null} issues={issues} onChange={change} />
          <MockFields form={form} issues={issues} onChange={change} />
        </div>
        <aside
          className="grid w-[400px] flex-none content-start gap-6 overflow-auto border-border border-l p-[16px]"
          aria-label="Trying and history"
        >
          <ToolTest tenant={tenant} tool={tool} lacks={lacks} />
          {detail && <ToolRevisions tenant={tenant} revisions={detail.revisions} />}
        </aside>
      </div>
      <CurlDialog open={isPasting} onClose={() => setPasting(false)} onTake={change} />
    </>
  );
}

function useSaveTool(tenant: string, baseRev: number | undefined) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return useMutation({
    mutationFn: (content: { tool: OwnTool; message: string }) => storeTool(tenant, content, baseRev),
    onSuccess: async ({ key, rev }) => {
      await Promise.all([
        client.invalidateQueries(toolsQuery(tenant)),
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
      ]);
      toast({ title: baseRev ? `Revision ${rev} of ${key} is saved` : `${key} is registered`, tone: "ok" });
      if (!baseRev) router.push(`/${tenant}/tools?tool=${key}`);
    },
  });
}

function storeTool(tenant: string, content: { tool: OwnTool; message: string }, baseRev: number | undefined) {
  if (baseRev === undefined)
    return unwrap(api.POST("/api/v1/{tenant}/tools", { params: { path: { tenant } }, body: content }));
  const params = { path: { tenant, tool: content.tool.key } };
  return unwrap(api.POST("/api/v1/{tenant}/tools/{tool}/revisions", { params, body: { ...content, baseRev } }));
}
