"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RelativeTime } from "@/components/ui/relative-time";
import { membersQuery } from "@/lib/governance/members/member-queries";
import type { Invite } from "@/lib/governance/members/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Invites that nobody has accepted yet. */
export function InvitesTable({ tenant, invites, canWrite }: { tenant: string; invites: Invite[]; canWrite: boolean }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (inviteId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/invites/{inviteId}", { params: { path: { tenant, inviteId } } })),
    onSettled: () => client.invalidateQueries(membersQuery(tenant)),
  });
  return (
    <section style={{ marginTop: 24 }} aria-label="Open invites">
      <h2 className="sec" style={{ padding: "0 20px 8px" }}>
        Open invites
      </h2>
      <table className="table">
        <caption className="sr">Open invites</caption>
        <thead>
          <tr>
            <th scope="col">E-mail</th>
            <th scope="col">Role</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invites.map(({ id, email, role, expiresAt }) => (
            <tr key={id}>
              <td>{email}</td>
              <td className="muted">{role.charAt(0) + role.slice(1).toLowerCase()}</td>
              <td className="muted">
                <RelativeTime at={expiresAt} />
              </td>
              <td className="right">
                {canWrite && (
                  <button
                    type="button"
                    className="btn quiet small"
                    disabled={revoke.isPending}
                    onClick={() => revoke.mutate(id)}
                  >
                    Take back
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
