"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { RoleSelect } from "@/components/governance/members/role-select";
import { CopyText } from "@/components/ui/copy-text";
import { Dialog } from "@/components/ui/dialog";
import type { Role } from "@/lib/governance/access/scopes";
import { membersQuery } from "@/lib/governance/members/member-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; open: boolean; isOwner: boolean; onClose: () => void };

/** Makes an invite link for an e-mail address and a role; the link is shown once. */
export function InviteDialog({ tenant, open, isOwner, onClose }: Props) {
  const client = useQueryClient();
  const [role, setRole] = useState<Role>("DEVELOPER");
  const invite = useMutation({
    mutationFn: (email: string) =>
      unwrap(api.POST("/api/v1/{tenant}/invites", { params: { path: { tenant } }, body: { email, role } })),
    onSuccess: () => client.invalidateQueries(membersQuery(tenant)),
  });
  const close = () => {
    invite.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    invite.mutate(String(new FormData(event.currentTarget).get("email")));
  };
  if (invite.data)
    return (
      <Dialog
        open={open}
        onClose={close}
        title="Send this link"
        description="It works once, for seven days. It is not shown again."
      >
        <CopyText text={invite.data.link} label="Copy the invite link" />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <button type="button" className="btn primary" onClick={close}>
            Done
          </button>
        </div>
      </Dialog>
    );
  return (
    <Dialog open={open} onClose={close} title="Invite a person">
      <form onSubmit={submit} className="grid gap-3">
        <label className="grid gap-1" htmlFor="invite-email">
          <span className="label">E-mail</span>
          <span className="field form">
            <input id="invite-email" name="email" type="email" required maxLength={200} autoComplete="off" />
          </span>
        </label>
        <div className="grid gap-1">
          <span className="label">Role</span>
          <RoleSelect value={role} label="Role" isOwner={isOwner} onChange={setRole} />
        </div>
        <p role="alert" className="fail" hidden={!invite.error}>
          {invite.error?.message}
        </p>
        <button type="submit" className="btn primary form" disabled={invite.isPending}>
          Make the link
        </button>
      </form>
    </Dialog>
  );
}
