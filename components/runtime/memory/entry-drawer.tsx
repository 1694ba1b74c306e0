"use client";
import { useQuery } from "@tanstack/react-query";
import { Trust } from "@/components/runtime/memory/trust";
import type { MemoryView } from "@/components/runtime/memory/use-memory-view";
import { CopyId } from "@/components/ui/copy-id";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { memoryEntryQuery } from "@/lib/runtime/memory-entries/memory-entry-queries";
import type { EntryVersionView } from "@/lib/runtime/memory-entries/schema";

const OP: Record<string, string> = { create: "created", change: "changed", forget: "forgotten" };

const MISSING: Record<string, string> = {
  forget: "No run reads it any more. What it said before is below.",
  other: "Not shown: redacted, or your role may not read payloads here.",
};

/** One fact and how it came to be: its versions, newest first. */
export function EntryDrawer({ tenant, view }: { tenant: string; view: MemoryView }) {
  const { data, error, refetch } = useQuery({
    ...memoryEntryQuery(tenant, view.open ?? ""),
    enabled: view.open !== null,
  });
  return (
    <Drawer open={view.open !== null} onClose={() => view.show({ open: null })} title={data?.entry.key ?? "Entry"}>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !data ? (
        <Skeleton width="60%" />
      ) : (
        <div className="grid gap-4">
          <dl className="dl">
            <dt>Kind</dt>
            <dd>{data.entry.kind}</dd>
            <dt>Readable by</dt>
            <dd>
              {data.entry.status === "forgotten" ? "nobody any more; before: " : ""}
              runs of this project in {data.entry.environment} for {data.entry.scope}{" "}
              <span className="mono s">{data.entry.scopeKey}</span>
            </dd>
          </dl>
          <section aria-label="Versions">
            <h3 className="sec mb-2">Versions</h3>
            <ol className="grid gap-4">
              {data.versions.map((version) => (
                <Version key={version.version} version={version} />
              ))}
            </ol>
          </section>
        </div>
      )}
    </Drawer>
  );
}

function Version({
  version: { version, op, content, trust, authorType, runId, recordedAt, supersededAt },
}: {
  version: EntryVersionView;
}) {
  return (
    <li className={supersededAt ? "grid gap-1 text-muted" : "grid gap-1"}>
      <div className="flex items-baseline gap-2 text-12">
        <b className="font-medium">
          v{version} {OP[op] ?? op}
        </b>
        <span className="text-muted">by {authorType}</span>
        <Trust trust={trust} />
        <span className="ml-auto text-muted">
          <RelativeTime at={recordedAt} />
        </span>
      </div>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {content ?? <span className="text-faint">{MISSING[op] ?? MISSING.other}</span>}
      </p>
      {runId && (
        <span className="text-12 text-muted">
          in run <CopyId id={runId} />
        </span>
      )}
    </li>
  );
}
