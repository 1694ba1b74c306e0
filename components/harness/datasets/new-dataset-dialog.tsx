"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Makes a dataset without rows and opens it. */
export function NewDatasetDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useId();
  const make = useMutation({
    mutationFn: (body: { key: string; name: string }) =>
      unwrap(api.POST("/api/v1/{tenant}/datasets", { params: { path: { tenant } }, body })),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries(datasetsQuery(tenant));
      router.push(`/${tenant}/datasets/${key}`);
    },
  });
  const close = () => {
    make.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    make.mutate({ key: String(fields.get("key")), name: String(fields.get("name")).trim() });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="New dataset"
      description="It starts without rows. Every later change is a revision; experiments name the one they ran over."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} disabled={make.isPending || make.isSuccess}>
            Make dataset
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        <Field label="Name">
          <Input name="name" required maxLength={80} pattern=".*\S.*" autoComplete="off" />
        </Field>
        <Field label="Key" hint="Lower-case letters, digits and _.">
          <Input name="key" required pattern="[a-z][a-z0-9_]{0,39}" autoComplete="off" spellCheck={false} />
        </Field>
        {make.error && <ErrorState error={make.error} />}
      </form>
    </Dialog>
  );
}
