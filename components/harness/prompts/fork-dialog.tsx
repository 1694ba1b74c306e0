"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; prompt: PromptView; onClose: () => void };

/** Makes a variant that begins with the newest text of the one that is open, and opens it. */
export function ForkDialog({ tenant, prompt, onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const { key, name, variant, rev } = prompt;
  const fork = useMutation({
    mutationFn: (wanted: string) =>
      unwrap(
        api.POST("/api/v1/{tenant}/prompts/{prompt}/variants", {
          params: { path: { tenant, prompt: key } },
          body: { name: wanted, from: { variant, rev } },
        }),
      ).then(() => wanted),
    onSuccess: async (made) => {
      await Promise.all([
        client.invalidateQueries(promptsQuery(tenant)),
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
      ]);
      onClose();
      router.push(`/${tenant}/prompts/${key}?variant=${made}`);
    },
  });
  return (
    <CreateDialog
      open
      onClose={onClose}
      title={`Fork ${name}`}
      description={`The new variant begins with ${variant}, revision ${rev}. From then on each has revisions of its own; a step chooses one of them.`}
      action="Make variant"
      make={fork}
      read={(fields) => String(fields.get("name"))}
    >
      <Field label="Name of the variant" hint="Lower-case letters, digits and _.">
        <Input
          name="name"
          required
          autoFocus
          pattern="[a-z][a-z0-9_]{0,39}"
          placeholder="shorter"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </CreateDialog>
  );
}
