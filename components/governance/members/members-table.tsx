"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RemoveMemberDialog } from "@/components/governance/members/remove-member-dialog";
import { RoleSelect } from "@/components/governance/members/role-select";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Role } from "@/lib/governance/access/scopes";
import { membersQuery } from "@/lib/governance/members/member-queries";
import type { Member } from "@/lib/governance/members/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; members: Member[] | undefined; canWrite: boolean; isOwner: boolean };

export function MembersTable({ tenant, members, canWrite, isOwner }: Props) {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<Member | null>(null);
  const change = useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: Role }) =>
      unwrap(api.PATCH("/api/v1/{tenant}/members/{userId}", { params: { path: { tenant, userId } }, body: { role } })),
    onSettled: () => client.invalidateQueries(membersQuery(tenant)),
  });
  return (
    <>
      {change.error && (
        <p role="alert" className="fail" style={{ padding: "0 20px 8px" }}>
          {change.error.message}
        </p>
      )}
      <table className="table">
        <caption className="sr">Members</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Role</th>
            <th scope="col">Member since</th>
            <th scope="col">
              <span className="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(members ?? []).map((member) => (
            <tr key={member.userId}>
              <td className="medium">{member.name}</td>
              <td className="muted">{member.email}</td>
              <td>
                <RoleSelect
                  value={member.role}
                  label={`Role of ${member.name}`}
                  isOwner={isOwner}
                  disabled={!canWrite || (member.role === "OWNER" && !isOwner)}
                  onChange={(role) => change.mutate({ userId: member.userId, role })}
                />
              </td>
              <td className="muted">
                <RelativeTime at={member.since} />
              </td>
              <td className="right">
                {canWrite && (
                  <button type="button" className="btn quiet small" onClick={() => setLeaving(member)}>
                    Remove
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!members && <div className="skel" style={{ margin: 20, width: 320 }} />}
      <RemoveMemberDialog tenant={tenant} member={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}
