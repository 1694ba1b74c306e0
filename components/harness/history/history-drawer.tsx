"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { useEditor, useEditorShared } from "@/components/harness/editor/editor-context";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { Draft } from "@/lib/harness/graph/draft";
import { historyQuery } from "@/lib/harness/history/history-queries";
import type { HistoryEntry } from "@/lib/harness/history/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** What was saved, by whom and when, in words; any of it can be brought back. */
export function HistoryDrawer({ save, onClose }: { save: () => Promise<void>; onClose: () => void }) {
  const { tenant, harness } = useEditorShared();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    historyQuery(tenant, harness),
  );
  const readOnly = useEditor((state) => state.readOnly);
  const rev = useEditor((state) => state.rev);
  const restore = useRestore(save);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Drawer open onClose={onClose} title="History">
      <div className="grid gap-4">
        {!readOnly && <NewPoint save={save} />}
        {error && <ErrorState error={error} onRetry={refetch} />}
        {restore.error && <ErrorState error={restore.error} />}
        {!items && !error && <Skeleton width="70%" />}
        {items?.length === 0 && (
          <EmptyState title="Nothing was saved yet" body="Every saved edit is listed here, and can be brought back." />
        )}
        <ol className="grid">
          {items?.map((entry) => (
            <Entry
              key={entry.rev}
              entry={entry}
              isNow={entry.rev === rev}
              onRestore={readOnly || !entry.restorable ? undefined : () => restore.mutate(entry.rev)}
            />
          ))}
        </ol>
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            Show older
          </Button>
        )}
      </div>
    </Drawer>
  );
}

type EntryProps = { entry: HistoryEntry; isNow: boolean; onRestore: (() => void) | undefined };

function Entry({ entry, isNow, onRestore }: EntryProps) {
  const { tenant } = useEditorShared();
  return (
    <li className="history-entry">
      <span className="num s text-faint">{entry.rev}</span>
      <div className="grid min-w-0 gap-0.5">
        {entry.label !== null && <b>{entry.label || "Restore point"}</b>}
        {entry.words.map((sentence) => (
          <span key={sentence} className="break-words">
            {sentence}
          </span>
        ))}
        <span className="text-12 text-faint">
          <ActorName tenant={tenant} actor={entry.by} />, <RelativeTime at={entry.at} />
        </span>
      </div>
      {isNow ? (
        <span className="text-12 text-faint">now</span>
      ) : (
        onRestore && (
          <Button size="sm" onClick={onRestore} aria-label={`Bring back revision ${entry.rev}`}>
            Bring back
          </Button>
        )
      )}
    </li>
  );
}

/** Brings a revision back as a new one. Nothing is lost by it, so nothing is asked before. */
function useRestore(save: () => Promise<void>) {
  const { tenant, harness, store } = useEditorShared();
  const client = useQueryClient();
  const toast = useToast();
  const path = { tenant, harness };
  return useMutation({
    mutationFn: async (rev: number) => {
      await save();
      const body = { rev, baseRev: store.getState().rev, batchId: crypto.randomUUID() };
      await unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/draft/restore", { params: { path }, body }));
      return await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft", { params: { path } }));
    },
    onSuccess: async (now, rev) => {
      store.getState().rebase(Draft.parse(now.draft), now.rev);
      toast({
        title: `Revision ${rev} is back`,
        detail: `It is revision ${now.rev} now. What was saved since is still in the history.`,
        tone: "ok",
      });
      await client.invalidateQueries(historyQuery(tenant, harness));
    },
  });
}

/** Names the draft as it is now. */
function NewPoint({ save }: { save: () => Promise<void> }) {
  const { tenant, harness } = useEditorShared();
  const client = useQueryClient();
  const [label, setLabel] = useState("");
  const name = useMutation({
    mutationFn: async () => {
      await save();
      return await unwrap(
        api.POST("/api/v1/{tenant}/harnesses/{harness}/draft/restore-points", {
          params: { path: { tenant, harness } },
          body: { label: label.trim() },
        }),
      );
    },
    onSuccess: async () => {
      setLabel("");
      await client.invalidateQueries(historyQuery(tenant, harness));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() !== "") name.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <Field label="Name the draft as it is now" error={name.error?.message}>
        <Input
          value={label}
          maxLength={80}
          placeholder="Before the new triage"
          onChange={(event) => setLabel(event.target.value)}
          end={
            <Button size="sm" type="submit" disabled={label.trim() === "" || name.isPending}>
              Make a restore point
            </Button>
          }
        />
      </Field>
    </form>
  );
}
