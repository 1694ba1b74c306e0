"use client";
import { Ban } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { RevokeDialog } from "@/components/harness/releases/revoke-dialog";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReleaseDetail } from "@/lib/harness/releases/schema";

type Props = { tenant: string; harness: string; detail: ReleaseDetail };

/** That a release was revoked, by whom and why; or the way to revoke it. */
export function RevokeRelease({ tenant, harness, detail }: Props) {
  const mayRevoke = useMay()("release:promote");
  const [isOpen, setOpen] = useState(false);
  const { revoked, environments } = detail.release;
  if (revoked)
    return (
      <section aria-label="Revoked" className="flex gap-2 border-border border-l-2 py-1 pl-3">
        <Ban className="i s mt-0.5 flex-none" aria-hidden />
        <div className="grid gap-0.5">
          <b className="font-semibold">Revoked. No run of it starts any more.</b>
          <span className="break-words text-muted">{revoked.reason}</span>
          <span className="text-12 text-faint">
            <ActorName tenant={tenant} actor={revoked.by} />, <RelativeTime at={revoked.at} />
          </span>
        </div>
      </section>
    );
  if (!mayRevoke) return null;
  return (
    <section aria-label="Revoke" className="flex items-start justify-between gap-4">
      <p className="text-muted">
        {environments.length > 0 ? (
          <>
            It runs in {environments.join(" and ")}. To revoke it, let{" "}
            {environments.length > 1 ? "them" : environments[0]} run another one first:{" "}
            <Link className="link" href={`/${tenant}/harnesses/${harness}/releases`}>
              roll back or promote
            </Link>
            .
          </>
        ) : (
          "A release that must not run again can be revoked. It stays in the list, and it stays readable."
        )}
      </p>
      <Button variant="danger" disabled={environments.length > 0} onClick={() => setOpen(true)}>
        Revoke r{detail.release.number}
      </Button>
      {isOpen && <RevokeDialog tenant={tenant} harness={harness} detail={detail} onClose={() => setOpen(false)} />}
    </section>
  );
}
