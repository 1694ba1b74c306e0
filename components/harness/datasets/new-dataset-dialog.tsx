"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { datasetsQuery } from "@/lib/harness/datasets/dataset-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";

/** Makes a dataset without rows and opens it. */
export function NewDatasetDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: (body: { key: string; name: string }) =>
      unwrap(api.POST("/api/v1/{tenant}/datasets", { params: { path: { tenant } }, body })),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries(datasetsQuery(tenant));
      router.push(`/${tenant}/datasets/${key}`);
    },
  });
  return (
    <CreateDialog
      open={open}
      onClose={onClose}
      title="New dataset"
      description="It starts without rows. Every later change is a revision; experiments name the one they ran over."
      action="Make dataset"
      make={make}
      read={(fields) => ({ key: String(fields.get("key")), name: String(fields.get("name")).trim() })}
    >
      <Field label="Name">
        <Input name="name" required maxLength={80} pattern=".*\S.*" autoComplete="off" />
      </Field>
      <Field label="Key" hint="Lower-case letters, digits and _.">
        <Input name="key" required pattern="[a-z][a-z0-9_]{0,39}" autoComplete="off" spellCheck={false} />
      </Field>
    </CreateDialog>
  );
}
