"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { NumberField } from "@/components/harness/inspector/number-field";
import { ColumnTexts } from "@/components/harness/playground/column-texts";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select, type SelectOption } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { PromptBody } from "@/lib/harness/prompts/prompt-body";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { promptsQuery } from "@/lib/harness/prompts/prompt-queries";
import type { PromptView } from "@/lib/harness/prompts/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";
import { canonicalJson } from "@/lib/release/canonical-json";

/** A text, where it comes from, and the model it runs on. */
export type Column = { id: string; variant: string; rev: number; body: PromptBody; model: string; temperature: number };
type Props = {
  tenant: string;
  prompt: PromptView;
  column: Column;
  models: readonly SelectOption[];
  number: number;
  onChange: (part: Partial<Column>) => void;
  onRemove: (() => void) | undefined;
};

/** One column: its revision, its model, and its text, which may be changed and committed. */
export function ColumnEditor({ tenant, prompt, column, models, number, onChange, onRemove }: Props) {
  const { body, variant, rev, model, temperature } = column;
  const texts = textsOf(prompt);
  const choose = (chosen: string) => {
    const found = texts.find((one) => nameOf(one) === chosen);
    if (found) onChange({ variant: found.variant, rev: found.rev, body: found.body });
  };
  return (
    <section className="grid content-start gap-3 p-[16px]" aria-label={`Column ${number}`}>
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <Field label={`Revision, column ${number}`}>
            <Select
              compact
              value={nameOf({ variant, rev })}
              onChange={choose}
              options={texts.map((one) => ({
                value: nameOf(one),
                label: one.variant === prompt.variant ? `Revision ${one.rev}` : `${one.variant}, revision ${one.rev}`,
                hint: one.message,
              }))}
            />
          </Field>
        </div>
        {onRemove && (
          <IconButton label={`Remove column ${number}`} onClick={onRemove}>
            <X className="i s" aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-[180px] flex-[2]">
          <Field label={`Model, column ${number}`}>
            <Select
              compact
              value={model}
              placeholder={model}
              options={models}
              onChange={(chosen) => onChange({ model: chosen })}
            />
          </Field>
        </div>
        <div className="min-w-[120px] flex-1">
          <NumberField
            label={`Temperature, column ${number}`}
            step={0.1}
            value={temperature}
            min={0}
            max={2}
            onChange={(next) => onChange({ temperature: next })}
          />
        </div>
      </div>
      <ColumnTexts number={number} body={body} onChange={(next) => onChange({ body: next })} />
      <Commit tenant={tenant} prompt={prompt} column={column} onCommitted={(newRev) => onChange({ rev: newRev })} />
    </section>
  );
}

const nameOf = ({ variant, rev }: { variant: string; rev: number }) => `${variant}@${rev}`;

/** Every revision of the variant that is open, and the newest of each other one. */
function textsOf({ variant, revisions, variants }: PromptView) {
  const others = variants.filter((one) => one.name !== variant);
  return [
    ...revisions.map((one) => ({ ...one, variant })),
    ...others.map((one) => ({ ...one.newest, variant: one.name })),
  ];
}

type CommitProps = Pick<Props, "tenant" | "prompt" | "column"> & { onCommitted: (rev: number) => void };

/** Makes the text of a column the next revision of the prompt. */
function Commit({ tenant, prompt, column, onCommitted }: CommitProps) {
  const client = useQueryClient();
  const toast = useToast();
  const mayWrite = useMay()("harness:write");
  const { body, variant, rev, model } = column;
  const from = textsOf(prompt).find((one) => one.variant === variant && one.rev === rev)?.body;
  const newest = prompt.variants.find((one) => one.name === variant)?.newest.rev ?? prompt.rev;
  const isChanged = from === undefined || canonicalJson(body) !== canonicalJson(from);
  const commit = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/prompts/{prompt}/revisions", {
          params: { path: { tenant, prompt: prompt.key } },
          body: { variant, baseRev: newest, body, message: `From the playground, tried on ${model}`.slice(0, 200) },
        }),
      ),
    onSuccess: async (stored) => {
      await client.invalidateQueries(promptsQuery(tenant));
      onCommitted(stored.rev);
      toast({ title: `Revision ${stored.rev} is saved`, tone: "ok" });
    },
  });
  if (!mayWrite) return null;
  return (
    <div className="grid gap-2">
      <div>
        <Button
          disabled={!isChanged || promptIssues(body).length > 0 || commit.isPending}
          onClick={() => commit.mutate()}
        >
          Commit as revision
        </Button>
      </div>
      {commit.error && <ErrorState error={commit.error} />}
    </div>
  );
}
