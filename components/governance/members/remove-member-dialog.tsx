"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { membersQuery } from "@/lib/governance/members/member-queries";
import type { Member } from "@/lib/governance/members/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Asks before a membership ends, and says what that means. */
export function RemoveMemberDialog({
  tenant,
  member,
  onClose,
}: {
  tenant: string;
  member: Member | null;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (userId: string) =>
      unwrap(api.DELETE("/api/v1/{tenant}/members/{userId}", { params: { path: { tenant, userId } } })),
    onSuccess: async () => {
      await client.invalidateQueries(membersQuery(tenant));
      onClose();
    },
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Dialog
      open={member !== null}
      onClose={close}
      title={`Remove ${member?.name ?? ""}?`}
      description="They lose access at once, in every open browser. API keys that they made stop working. What they built stays."
    >
      {remove.error && (
        <p role="alert" className="fail">
          {remove.error.message}
        </p>
      )}
      <div className="row" style={{ justifyContent: "flex-end" }}>
        <button type="button" className="btn" onClick={close}>
          Keep
        </button>
        <button
          type="button"
          className="btn danger"
          disabled={remove.isPending}
          onClick={() => member && remove.mutate(member.userId)}
        >
          Remove
        </button>
      </div>
    </Dialog>
  );
}
