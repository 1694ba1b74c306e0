"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AssetUsesList } from "@/components/harness/assets/asset-uses-list";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { useToast } from "@/components/ui/toast";
import { archiveByApi, keysToRefresh, usesQuery } from "@/lib/harness/assets/asset-queries";
import type { AssetKind, AssetUses } from "@/lib/harness/assets/schema";
import { usesWords } from "@/lib/harness/assets/uses-words";

type Props = { tenant: string; kind: AssetKind; asset: { key: string; name: string } };

/** Archives an asset that nothing uses; of one in use it says where, with links. */
export function ArchiveAsset({ tenant, kind, asset }: Props) {
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may(kind === "tool" ? "tool:write" : "harness:write")) return null;
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        <Archive className="i s" aria-hidden />
        Archive
      </Button>
      {isOpen && <ArchiveDialog tenant={tenant} kind={kind} asset={asset} onClose={() => setOpen(false)} />}
    </>
  );
}

function ArchiveDialog({ onClose, ...props }: Props & { onClose: () => void }) {
  const { tenant, kind, asset } = props;
  const { data, error, refetch, isFetching } = useQuery(usesQuery(tenant, kind, asset.key));
  if (error)
    return (
      <Dialog open onClose={onClose} title={`Archive “${asset.name}”?`}>
        <ErrorState error={error} onRetry={refetch} />
      </Dialog>
    );
  if (!data || isFetching) return null;
  if (usesWords(data)) return <InUse {...props} uses={data} onClose={onClose} />;
  return <Confirm {...props} onClose={onClose} />;
}

function InUse({ tenant, kind, asset, uses, onClose }: Props & { uses: AssetUses; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`“${asset.name}” is in use`}
      description={`A ${kind} can be archived when nothing uses it. Take it out here first.`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <AssetUsesList tenant={tenant} uses={uses} />
    </Dialog>
  );
}

function Confirm({ tenant, kind, asset, onClose }: Props & { onClose: () => void }) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const archive = useMutation({
    mutationFn: () => archiveByApi(tenant, kind, asset.key),
    onSuccess: async () => {
      toast({ title: `${asset.name} is archived`, tone: "ok" });
      router.push(`/${tenant}/${kind}s`);
      await Promise.all(
        keysToRefresh(tenant, kind).map((key) => client.invalidateQueries({ ...key, refetchType: "none" })),
      );
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Archive “${asset.name}”?`}
      confirmLabel={`Archive ${kind}`}
      isPending={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate()}
    >
      <p>
        {kind === "dataset"
          ? "No experiment runs over it. It leaves the lists, and no experiment can choose it until somebody restores it."
          : "No draft and nothing that an environment runs uses it. It leaves the lists, and no step can choose it until somebody restores it."}
      </p>
      <p className="mt-2">
        Its revisions stay for the {kind === "dataset" ? "experiments" : "releases"} that name them, and so its key{" "}
        <span className="mono">{asset.key}</span> stays taken.
      </p>
    </ConfirmDialog>
  );
}
