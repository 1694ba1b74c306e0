"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FindingsList } from "@/components/harness/releases/findings-list";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { stopsRelease } from "@/lib/harness/readiness/stops-release";
import { releasesQuery, storedReadinessQuery } from "@/lib/harness/releases/release-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: string; onClose: () => void };

/** Shows what the readiness rules say of the stored draft, then freezes it as the next release. */
export function NewReleaseDialog({ tenant, harness, onClose }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const readiness = useQuery(storedReadinessQuery(tenant, harness));
  const freeze = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/api/v1/{tenant}/harnesses/{harness}/releases", { params: { path: { tenant, harness } } })),
    onSuccess: async ({ number, created }) => {
      await client.invalidateQueries(releasesQuery(tenant, harness));
      toast(
        created
          ? { title: `Release r${number} is made`, detail: "It runs nowhere until it is promoted.", tone: "ok" }
          : { title: `The draft is r${number}`, detail: "Nothing changed since that release was made." },
      );
      onClose();
    },
  });
  const findings = readiness.data?.findings;
  const blocking = findings?.filter(stopsRelease).length ?? 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title="New release"
      description="Freezes the stored draft with its prompts, tools and limits. A release never changes."
      width={560}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!findings || blocking > 0 || freeze.isPending}
            onClick={() => freeze.mutate()}
          >
            Make release
          </Button>
        </>
      }
    >
      {readiness.error ? (
        <ErrorState error={readiness.error} onRetry={readiness.refetch} />
      ) : findings ? (
        <FindingsList findings={findings} checked={readiness.data?.checked.length ?? 0} />
      ) : (
        <Skeleton width="60%" />
      )}
      {freeze.error && <ErrorState error={freeze.error} />}
    </Dialog>
  );
}
