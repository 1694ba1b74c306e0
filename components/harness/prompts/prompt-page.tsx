"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { NewPromptDialog } from "@/components/harness/prompts/new-prompt-dialog";
import { PromptComparison } from "@/components/harness/prompts/prompt-comparison";
import { PromptEditor } from "@/components/harness/prompts/prompt-editor";
import { PromptRevisions } from "@/components/harness/prompts/prompt-revisions";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { promptQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptView } from "@/lib/harness/prompts/schema";

/** One prompt: its text, its revisions, and how one differs from the newest. */
export function PromptPage({ tenant, prompt }: { tenant: string; prompt: string }) {
  const { data, error, refetch } = useQuery(promptQuery(tenant, prompt));
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
              <span className="mono s">{data.key}</span>, used by <UsedBy tenant={tenant} harnesses={data.usedBy} />
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

/** The playground, and a prompt of its own that begins with this text. */
function PromptActions({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const router = useRouter();
  const mayWrite = useMay()("harness:write");
  const [isForking, setForking] = useState(false);
  const { key, name, rev, revisions } = prompt;
  const body = revisions[0]?.body;
  return (
    <>
      {mayWrite && <Button onClick={() => setForking(true)}>Fork</Button>}
      <Button onClick={() => router.push(`/${tenant}/prompts/${key}/playground`)}>Playground</Button>
      {body && (
        <NewPromptDialog
          tenant={tenant}
          open={isForking}
          onClose={() => setForking(false)}
          fork={{ key, name, rev, body }}
        />
      )}
    </>
  );
}

/** The compared revision is in the URL. */
function PromptContent({ tenant, prompt }: { tenant: string; prompt: PromptView }) {
  const router = useRouter();
  const path = usePathname();
  const compared = Number(useSearchParams().get("compare"));
  const compare = (rev: number | null) => router.replace(rev ? `${path}?compare=${rev}` : path, { scroll: false });
  const [newest, ...older] = prompt.revisions;
  const other = older.find((revision) => revision.rev === compared);
  if (!newest) return null;
  return (
    <div className="flex min-h-0 flex-1 border-border border-t">
      <div className="min-w-0 flex-1 overflow-auto">
        {other ? (
          <PromptComparison before={other} after={newest} onClose={() => compare(null)} />
        ) : (
          <PromptEditor key={newest.rev} tenant={tenant} prompt={prompt.key} newest={newest} />
        )}
      </div>
      <PromptRevisions tenant={tenant} revisions={prompt.revisions} compared={other?.rev} onCompare={compare} />
    </div>
  );
}
