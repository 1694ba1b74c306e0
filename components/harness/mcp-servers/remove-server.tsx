"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { UsedBy } from "@/components/harness/harnesses/used-by";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { mcpServersQuery } from "@/lib/harness/mcp-servers/mcp-server-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Tool = { tool: string; key: string; approved: object | null; usedBy: { slug: string; name: string }[] };
type Props = { tenant: string; server: string; tools: readonly Tool[] };

/** Forgets a server, after saying what goes; while tools of it are in the registry it says which, and who uses them. */
export function RemoveServer({ tenant, server, tools }: Props) {
  const [isOpen, setOpen] = useState(false);
  const inRegistry = tools.filter(({ approved }) => approved !== null);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        <Trash2 className="i s" aria-hidden />
        Remove
      </Button>
      {isOpen && inRegistry.length > 0 && <InUse tenant={tenant} server={server} tools={inRegistry} onClose={close} />}
      {isOpen && inRegistry.length === 0 && (
        <Confirm tenant={tenant} server={server} count={tools.length} onClose={close} />
      )}
    </>
  );
}

function InUse({ tenant, server, tools, onClose }: Props & { onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`“${server}” stays`}
      description={`${tools.length === 1 ? "A tool" : `${tools.length} tools`} of it ${tools.length === 1 ? "is" : "are"} in the registry, and releases may name ${tools.length === 1 ? "it" : "them"}. Archive what nobody uses, then the server can go.`}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <ul className="grid gap-2">
        {tools.map(({ tool, key, usedBy }) => (
          <li key={tool} className="grid gap-0.5">
            <span className="mono break-all">{key}</span>
            <span className="text-12 text-muted">
              used by <UsedBy tenant={tenant} harnesses={usedBy} />
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

type ConfirmProps = { tenant: string; server: string; count: number; onClose: () => void };

function Confirm({ tenant, server, count, onClose }: ConfirmProps) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/api/v1/{tenant}/mcp-servers/{server}", { params: { path: { tenant, server } } })),
    onSuccess: async () => {
      toast({ title: `${server} is removed`, tone: "ok" });
      router.push(`/${tenant}/tools/servers`);
      await client.invalidateQueries({ ...mcpServersQuery(tenant), exact: true });
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove “${server}”?`}
      confirmLabel="Remove server"
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      Its address and what was seen of {count === 1 ? "one tool" : `${count} tools`} are forgotten. None of them is in
      use: those that are archived stay in the archive and cannot be restored. A server of this name can be added again.
    </ConfirmDialog>
  );
}
