"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Asks for a name, makes the harness and opens its editor. */
export function NewHarnessDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useId();
  const make = useMutation({
    mutationFn: (name: string) =>
      unwrap(api.POST("/api/v1/{tenant}/harnesses", { params: { path: { tenant } }, body: { name } })),
    onSuccess: async ({ slug }) => {
      await client.invalidateQueries(harnessesQuery(tenant));
      router.push(`/${tenant}/harnesses/${slug}/edit`);
    },
  });
  const close = () => {
    make.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(String(new FormData(event.currentTarget).get("name")).trim());
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="New harness"
      description="An agent or a workflow. It starts as an empty draft; nothing runs until you test it."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} disabled={make.isPending || make.isSuccess}>
            Make harness
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
        <Field label="Name" hint="What it does, for example Support desk. The name used by API is made from it.">
          <Input name="name" required maxLength={80} pattern=".*\S.*" autoComplete="off" />
        </Field>
        {make.error && <ErrorState error={make.error} />}
      </form>
    </Dialog>
  );
}
