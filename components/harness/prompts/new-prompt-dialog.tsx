"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { PromptFields } from "@/components/harness/prompts/prompt-fields";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { PromptBody } from "@/lib/harness/compile/library";
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
  const form = useId();
  const [body, setBody] = useState(copyOf?.body ?? { system: "", user: "{{ input.message }}" });
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
  const close = () => {
    make.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const message = copyOf ? `Copied from ${copyOf.key}, revision ${copyOf.rev}` : "";
    make.mutate({ key: String(fields.get("key")), name: String(fields.get("name")), body, message });
  };
  const isReadable = promptIssues(body).length === 0;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={copyOf ? `Copy ${copyOf.name} to a new prompt` : "New prompt"}
      width={640}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} disabled={make.isPending || !isReadable}>
            Make prompt
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="grid gap-3">
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
        {make.error && <ErrorState error={make.error} />}
      </form>
    </Dialog>
  );
}
