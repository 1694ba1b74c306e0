"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { PromptDiff } from "@/components/harness/prompts/prompt-diff";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { type FoundInPrompt, replaceInPrompt } from "@/lib/harness/canvas/find-in-prompts";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft } from "@/lib/harness/graph/draft";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Props = { found: FoundInPrompt; length: number; replacement: string; onClose: () => void };

/** Shows what a stored prompt would become, and makes it the next revision when somebody says so. */
export function ReplaceInPrompt({ found, length, replacement, onClose }: Props) {
  const { tenant, store } = useEditorShared();
  const client = useQueryClient();
  const toast = useToast();
  const { used } = found;
  const body = replaceInPrompt(found, length, replacement);
  const pinned = used.users.filter((user) => user.isPinned);
  const [takesNew, setTakesNew] = useState(true);
  const [message, setMessage] = useState(`“${found.found[0]?.hit ?? ""}” replaced by “${replacement}”`.slice(0, 200));
  const revise = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/prompts/{prompt}/revisions", {
          params: { path: { tenant, prompt: used.prompt } },
          body: { baseRev: used.newest, body, message, ...(used.variant ? { variant: used.variant } : {}) },
        }),
      ),
    onSuccess: async ({ rev }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: [tenant, "library"] }),
        client.invalidateQueries({ queryKey: [tenant, "prompts"] }),
      ]);
      const { draft, run } = store.getState();
      const commands = takesNew ? pinned.flatMap(({ id }) => withRevision(draft, id, rev)) : [];
      if (commands.length > 0) run({ kind: "batch", commands });
      toast({ title: `${used.name} has revision ${rev} now`, tone: "ok" });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Replace in the prompt “${used.name}”`}
      description={`Makes revision ${used.newest + 1} of it. Undo in the editor does not take it back.`}
      width={640}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={revise.isPending} onClick={() => revise.mutate()}>
            Make revision {used.newest + 1}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <PromptDiff before={used.body} after={body} />
        <Field label="Message" hint="What was changed and why, for those who read the history.">
          <Input value={message} maxLength={200} onChange={(event) => setMessage(event.target.value)} />
        </Field>
        {pinned.length > 0 && (
          <Checkbox
            checked={takesNew}
            onChange={setTakesNew}
            label={`Use the new revision in ${pinned.map((user) => `“${user.label}”`).join(", ")}`}
            hint={`Otherwise ${pinned.length === 1 ? "it stays" : "they stay"} at revision ${used.rev}.`}
          />
        )}
        <Others prompt={used.prompt} />
        {revise.error && <ErrorState error={revise.error} />}
      </div>
    </Dialog>
  );
}

/** Other harnesses whose drafts use the prompt. */
function Others({ prompt }: { prompt: string }) {
  const { tenant, harness } = useEditorShared();
  const { data } = useQuery(promptsQuery(tenant));
  const others = data?.items.find((one) => one.key === prompt)?.usedBy.filter((user) => user.slug !== harness) ?? [];
  if (others.length === 0) return null;
  return (
    <p className="text-12 text-muted">
      Also used by {others.map((user) => user.name).join(", ")}: steps there that use the newest revision change too.
    </p>
  );
}

function withRevision(draft: Draft, id: string, rev: number) {
  const node = nodeIndex(draft).get(id);
  const prompt = NODE_CONFIG.llm.shape.prompt.safeParse(node?.config.prompt).data;
  if (!node || !prompt?.ref) return [];
  const config = { ...node.config, prompt: { ...prompt, ref: { ...prompt.ref, rev } } };
  return [{ kind: "set-node" as const, id, change: { config: JSON.parse(JSON.stringify(config)) } }];
}
