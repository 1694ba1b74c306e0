"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ActorName } from "@/components/governance/members/actor-name";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { membersQuery } from "@/lib/governance/members/member-queries";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import type { HarnessView } from "@/lib/harness/harnesses/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; harness: HarnessView };

/** Who answers for a harness, and the way to choose somebody else. */
export function HarnessOwner({ tenant, harness, mayChoose }: Props & { mayChoose: boolean }) {
  const [isChoosing, setChoosing] = useState(false);
  return (
    <span className="flex items-center gap-1">
      <span className={`cut ${harness.hasOwner ? "" : "faint"}`}>
        {harness.hasOwner ? <ActorName tenant={tenant} actor={harness.owner} /> : "nobody"}
      </span>
      {mayChoose && (
        <IconButton label={`Choose the owner of ${harness.name}`} onClick={() => setChoosing(true)}>
          <UserRoundPen className="i s" aria-hidden />
        </IconButton>
      )}
      {isChoosing && <OwnerDialog tenant={tenant} harness={harness} onClose={() => setChoosing(false)} />}
    </span>
  );
}

const FORM = "harness-owner";

function OwnerDialog({ tenant, harness, onClose }: Props & { onClose: () => void }) {
  const client = useQueryClient();
  const toast = useToast();
  const { data, error, refetch } = useQuery(membersQuery(tenant));
  const [userId, setUserId] = useState(harness.hasOwner ? harness.owner.replace("user:", "") : "");
  const choose = useMutation({
    mutationFn: () =>
      unwrap(
        api.PUT("/api/v1/{tenant}/harnesses/{harness}/owner", {
          params: { path: { tenant, harness: harness.slug } },
          body: { userId },
        }),
      ),
    onSuccess: async () => {
      const name = data?.members.find((member) => member.userId === userId)?.name ?? "";
      toast({ title: `${name} owns ${harness.name}`, tone: "ok" });
      await client.invalidateQueries(harnessesQuery(tenant));
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Owner of “${harness.name}”`}
      description="The person to ask when it fails. An owner gets no rights by it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={userId === "" || choose.isPending}>
            Make owner
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-4">
        <Field label="Owner">
          <Select
            value={userId}
            onChange={setUserId}
            placeholder="Choose a member"
            options={(data?.members ?? []).map((member) => ({
              value: member.userId,
              label: member.name,
              hint: member.email,
            }))}
          />
        </Field>
        {error && <ErrorState error={error} onRetry={refetch} />}
        {choose.error && <ErrorState error={choose.error} />}
      </form>
    </Dialog>
  );
}
