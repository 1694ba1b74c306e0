"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toast";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import type { HarnessView } from "@/lib/harness/harnesses/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  harness: string;
  /** Resolves when the draft is stored. */
  save: () => Promise<void>;
  /** Whether the harness is on its way into the archive. */
  onLeaving: (isLeaving: boolean) => void;
  onClose: () => void;
};

/** Says what an archived harness still does, and archives it. */
export function ArchiveDialog({ tenant, harness, save, onLeaving, onClose }: Props) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const { data } = useQuery(harnessesQuery(tenant));
  const found = data?.items.find(({ slug }) => slug === harness);
  const archive = useMutation({
    mutationFn: async () => {
      await save();
      onLeaving(true);
      await unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/archive", { params: { path: { tenant, harness } } }));
    },
    onError: () => onLeaving(false),
    onSuccess: async () => {
      toast({ title: `${found?.name ?? harness} is archived`, tone: "ok" });
      router.push(`/${tenant}/harnesses`);
      await client.invalidateQueries(harnessesQuery(tenant));
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Archive “${found?.name ?? harness}”?`}
      confirmLabel="Archive harness"
      isPending={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate()}
    >
      <p>It leaves the lists, and nothing of it can be changed, released or rolled back until somebody restores it.</p>
      <p className="mt-2">{found ? goingOn(found) : "What environments run of it is not stopped."}</p>
    </ConfirmDialog>
  );
}

/** What is not stopped. */
function goingOn({ staging, production }: HarnessView): string {
  const running = [
    ...(staging ? [`release ${staging.number ?? "?"} in staging`] : []),
    ...(production ? [`release ${production.number ?? "?"} in production`] : []),
  ];
  return running.length === 0
    ? "No environment runs it. Runs that are under way go on to their end."
    : `It is not stopped: ${running.join(" and ")} ${running.length === 1 ? "goes" : "go"} on to answer, and so do its triggers. Runs that are under way go on to their end.`;
}
