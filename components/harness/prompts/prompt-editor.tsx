"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PromptFields } from "@/components/harness/prompts/prompt-fields";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptRevision, PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { canonicalJson } from "@/lib/release/canonical-json";

type Props = { tenant: string; prompt: Pick<PromptView, "key" | "variant">; newest: PromptRevision };

/** Edits the newest revision; saving makes the next one. */
export function PromptEditor({ tenant, prompt, newest }: Props) {
  const client = useQueryClient();
  const toast = useToast();
  const mayWrite = useMay()("harness:write");
  const [body, setBody] = useState(newest.body);
  const [message, setMessage] = useState("");
  const save = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/prompts/{prompt}/revisions", {
          params: { path: { tenant, prompt: prompt.key } },
          body: { variant: prompt.variant, baseRev: newest.rev, body, message },
        }),
      ),
    onSuccess: async ({ rev }) => {
      toast({
        title: `Revision ${rev} is saved`,
        detail: "Drafts on “latest” use it; releases keep theirs.",
        tone: "ok",
      });
      await Promise.all([
        client.invalidateQueries(promptsQuery(tenant)),
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
      ]);
    },
  });
  const isChanged = canonicalJson(body) !== canonicalJson(newest.body);
  const isReadable = promptIssues(body).length === 0;
  return (
    <div className="grid gap-4 p-[20px]">
      <PromptFields body={body} onChange={mayWrite ? setBody : undefined} />
      {mayWrite && (
        <div className="flex items-end gap-3">
          <div className="grow">
            <Field label="What changed">
              <Input value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />
            </Field>
          </div>
          <Button
            variant="primary"
            size="form"
            disabled={!isChanged || !isReadable || save.isPending}
            onClick={() => save.mutate()}
          >
            Save revision
          </Button>
        </div>
      )}
      {save.error && <ErrorState error={save.error} />}
    </div>
  );
}
