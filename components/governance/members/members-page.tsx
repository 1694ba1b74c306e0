"use client";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { InviteDialog } from "@/components/governance/members/invite-dialog";
import { InvitesTable } from "@/components/governance/members/invites-table";
import { MembersTable } from "@/components/governance/members/members-table";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { membersQuery } from "@/lib/governance/members/member-queries";

/** Who belongs to the tenant and with which role; invites that wait. */
export function MembersPage({ tenant, canWrite, isOwner }: { tenant: string; canWrite: boolean; isOwner: boolean }) {
  const { data, error, refetch } = useQuery(membersQuery(tenant));
  const [isInviting, setInviting] = useState(false);
  const invite = canWrite && (
    <button type="button" className="btn primary" onClick={() => setInviting(true)}>
      <UserPlus className="i s" aria-hidden="true" />
      Invite a person
    </button>
  );
  return (
    <>
      <PageHeader title="Members" meta={data && `${data.members.length} people`} actions={invite} />
      <div className="min-h-0 flex-1 overflow-auto">
        {error ? (
          <div className="px-page">
            <ErrorState error={error} onRetry={refetch} />
          </div>
        ) : (
          <MembersTable tenant={tenant} members={data?.members} canWrite={canWrite} isOwner={isOwner} />
        )}
        {data && data.invites.length > 0 && <InvitesTable tenant={tenant} invites={data.invites} canWrite={canWrite} />}
      </div>
      <InviteDialog tenant={tenant} open={isInviting} isOwner={isOwner} onClose={() => setInviting(false)} />
    </>
  );
}
