"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PromptFields } from "@/components/harness/prompts/prompt-fields";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type PromptBody, promptBody } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { NewPrompt } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  open: boolean;
  onClose: () => void;
  /** The revision of another prompt that the new one begins with. */
  copyOf?: { key: string; name: string; rev: number; body: PromptBody };
};

/** Makes a prompt with its first revision and opens it; a copy begins with the text of another one and says so. */
export function NewPromptDialog({ tenant, open, onClose, copyOf }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const [body, setBody] = useState(copyOf?.body ?? promptBody({ system: "", user: "{{ input.message }}" }));
  const make = useMutation({
    mutationFn: (prompt: NewPrompt) =>
      unwrap(api.POST("/api/v1/{tenant}/prompts", { params: { path: { tenant } }, body: prompt })),
    onSuccess: async ({ key }) => {
      await Promise.all([
        client.invalidateQueries(promptsQuery(tenant)),
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
      ]);
      router.push(`/${tenant}/prompts/${key}`);
    },
  });
  const message = copyOf ? `Copied from ${copyOf.key}, revision ${copyOf.rev}` : "";
  return (
    <CreateDialog
      open={open}
      onClose={onClose}
      title={copyOf ? `Copy ${copyOf.name} to a new prompt` : "New prompt"}
      width={640}
      action="Make prompt"
      isReady={promptIssues(body).length === 0}
      make={make}
      read={(fields) => ({ key: String(fields.get("key")), name: String(fields.get("name")), body, message })}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label="Name">
          <Input
            name="name"
            defaultValue={copyOf && `${copyOf.name}, copy`.slice(0, 80)}
            required
            maxLength={80}
            pattern=".*\S.*"
            autoComplete="off"
          />
        </Field>
        <Field label="Key" hint="Lower-case letters, digits and _.">
          <Input
            name="key"
            defaultValue={copyOf && `${copyOf.key}_copy`.slice(0, 40)}
            required
            pattern="[a-z][a-z0-9_]{0,39}"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </div>
      <PromptFields body={body} onChange={setBody} />
    </CreateDialog>
  );
}
