"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { ArchiveAsset } from "@/components/harness/assets/archive-asset";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { ForkDialog } from "@/components/harness/prompts/fork-dialog";
import { NewPromptDialog } from "@/components/harness/prompts/new-prompt-dialog";
import { PromptComparison } from "@/components/harness/prompts/prompt-comparison";
import { PromptEditor } from "@/components/harness/prompts/prompt-editor";
import { PromptRevisions } from "@/components/harness/prompts/prompt-revisions";
import { PromptVariants } from "@/components/harness/prompts/prompt-variants";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { promptQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { MAIN_VARIANT } from "@/lib/release/prompt-name";

/** One variant of a prompt (`?variant=`): its text, its revisions, and how it differs from others. */
export function PromptPage({ tenant, prompt }: { tenant: string; prompt: string }) {
  const variant = useSearchParams().get("variant") ?? MAIN_VARIANT;
  const { data, error, refetch } = useQuery(promptQuery(tenant, prompt, variant));
  return (
    <>
      <TopBarCrumbs>
        <Crumb>{data?.name ?? prompt}</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={data?.name ?? prompt}
        meta={
          data && (
            <>
              <span className="mono s">{data.variant === MAIN_VARIANT ? data.key : `${data.key}/${data.variant}`}</span>
              , used by <UsedBy tenant={tenant} harnesses={data.usedBy} />
            </>
          )
        }
        actions={data && <PromptActions tenant={tenant} prompt={data} />}
      />
      {data ? (
        <PromptContent tenant={tenant} prompt={data} />
      ) : (
        <div className="grid gap-4 p-[20px]">
          {error ? <ErrorState error={error} onRetry={refetch} /> : <Skeleton height={180} />}
        </div>
      )}
    </>
  );
}

/** The playground, a variant, and a prompt of its own that begin with this text. */
function PromptActions({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const router = useRouter();
  const mayWrite = useMay()("harness:write");
  const [open, setOpen] = useState<"fork" | "copy" | null>(null);
  const { key, name, variant, rev, revisions } = prompt;
  const body = revisions[0]?.body;
  const close = () => setOpen(null);
  return (
    <>
      <ArchiveAsset tenant={tenant} kind="prompt" asset={{ key, name }} />
      {mayWrite && (
        <>
          <Button onClick={() => setOpen("fork")}>Fork</Button>
          <Button onClick={() => setOpen("copy")}>Copy to a new prompt</Button>
        </>
      )}
      <Button onClick={() => router.push(`/${tenant}/prompts/${key}/playground?variant=${variant}`)}>Playground</Button>
      {open === "fork" && <ForkDialog tenant={tenant} prompt={prompt} onClose={close} />}
      {open === "copy" && body && (
        <NewPromptDialog tenant={tenant} open onClose={close} copyOf={{ key, name, rev, body }} />
      )}
    </>
  );
}

/** What it is compared with is in the URL: an older revision (`compare`), or another variant (`with`). */
function PromptContent({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const router = useRouter();
  const path = usePathname();
  const params = useSearchParams();
  const { variant, revisions, variants } = prompt;
  const show = (more: Record<string, string>) =>
    router.replace(`${path}?${new URLSearchParams({ variant, ...more })}`, { scroll: false });
  const [newest, ...older] = revisions;
  const revision = older.find(({ rev }) => rev === Number(params.get("compare")));
  const other = variants.find(({ name }) => name !== variant && name === params.get("with"));
  if (!newest) return null;
  const before = other
    ? { name: `${other.name}, revision ${other.newest.rev}`, body: other.newest.body }
    : revision && { name: `Revision ${revision.rev}`, body: revision.body };
  const after = { name: other ? `${variant}, revision ${newest.rev}` : String(newest.rev), body: newest.body };
  return (
    <div className="flex min-h-0 flex-1 border-border border-t">
      <div className="min-w-0 flex-1 overflow-auto">
        {before ? (
          <PromptComparison before={before} after={after} onClose={() => show({})} />
        ) : (
          <PromptEditor key={`${variant} ${newest.rev}`} tenant={tenant} prompt={prompt} newest={newest} />
        )}
      </div>
      <aside className="w-[320px] flex-none overflow-auto border-border border-l" aria-label="History">
        <PromptVariants
          tenant={tenant}
          prompt={prompt}
          compared={other?.name}
          onCompare={(name) => show({ with: name })}
        />
        <PromptRevisions
          tenant={tenant}
          revisions={revisions}
          compared={revision?.rev}
          onCompare={(rev) => show({ compare: String(rev) })}
        />
      </aside>
    </div>
  );
}
