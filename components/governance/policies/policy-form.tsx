"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  conditionOf,
  conditionOptions,
  conditionValue,
  whatOf,
  whatOptions,
  whatValue,
} from "@/components/governance/policies/sentence-options";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PolicySetView, PolicyView } from "@/lib/governance/policies/schema";
import { inWords, Sentence } from "@/lib/governance/policies/sentence";
import { api, unwrap } from "@/lib/platform/http/api-client";

const EFFECTS = [
  { value: "allow", label: "Allow" },
  { value: "ask", label: "Ask a person", hint: "The call waits until somebody decides under Approvals" },
  { value: "forbid", label: "Forbid" },
];
const NEW: Sentence = {
  id: "",
  title: "",
  effect: "forbid",
  what: { kind: "any-tool" },
  harness: null,
  condition: null,
};

type Props = {
  tenant: string;
  text: string;
  set: PolicySetView;
  policy: PolicyView | null;
  /** The new text, or null when nothing was changed. */
  onDone: (text: string | null) => void;
};

/** One policy as a sentence. It becomes part of the text; nothing is in force before the text is activated. */
export function PolicyForm({ tenant, text, set, policy, onDone }: Props) {
  const [sentence, setSentence] = useState<Sentence>(policy?.sentence ?? NEW);
  const change = (patch: Partial<Sentence>) => setSentence({ ...sentence, ...patch });
  const save = useMutation({
    mutationFn: (complete: Sentence) =>
      unwrap(
        api.POST("/api/v1/{tenant}/policies/sentences", {
          params: { path: { tenant } },
          body: { cedarText: text, sentence: complete, replaces: policy?.id ?? null },
        }),
      ),
    onSuccess: ({ cedarText }) => onDone(cedarText),
  });
  const complete = Sentence.safeParse({ ...sentence, id: sentence.id || idFrom(sentence.title) });
  return (
    <Drawer
      open
      onClose={() => onDone(null)}
      title={policy ? "Change a policy" : "New policy"}
      footer={
        <>
          <Button onClick={() => onDone(null)}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!complete.success || save.isPending}
            onClick={() => complete.success && save.mutate(complete.data)}
          >
            {policy ? "Change" : "Add"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="rounded-2 bg-surface-2 p-3 text-14" aria-live="polite">
          {inWords(sentence)}
        </p>
        <Field label="Effect">
          <Select
            value={sentence.effect}
            options={EFFECTS}
            onChange={(value) => change({ effect: Sentence.shape.effect.parse(value) })}
          />
        </Field>
        <Field label="What">
          <Select
            value={whatValue(sentence.what)}
            options={whatOptions(set)}
            onChange={(value) => change({ what: whatOf(value) })}
          />
        </Field>
        <Field label="Harness">
          <Select
            value={sentence.harness ?? ""}
            options={[
              { value: "", label: "Every harness" },
              ...set.harnesses.map(({ slug, name }) => ({ value: slug, label: name, hint: slug })),
            ]}
            onChange={(value) => change({ harness: value || null })}
          />
        </Field>
        <Field label="When">
          <Select
            value={conditionValue(sentence.condition)}
            options={conditionOptions(set)}
            onChange={(value) => change({ condition: conditionOf(value) })}
          />
        </Field>
        {sentence.condition?.kind === "amount-over" && (
          <Field label={`${sentence.condition.argument} over`}>
            <Input
              type="number"
              min={0}
              step="0.01"
              value={String(sentence.condition.value)}
              onChange={(event) =>
                sentence.condition?.kind === "amount-over" &&
                change({ condition: { ...sentence.condition, value: Number(event.target.value) } })
              }
            />
          </Field>
        )}
        <Field label="Title" hint="People and agents read it when a call is denied.">
          <Input value={sentence.title} maxLength={200} onChange={(event) => change({ title: event.target.value })} />
        </Field>
        {save.error && (
          <p role="alert" className="fail">
            {save.error.message}
          </p>
        )}
      </div>
    </Drawer>
  );
}

/** An id from a title: lower case letters, digits and dashes. */
const idFrom = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
