"use client";
import { Plus, X } from "lucide-react";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

export function BranchFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const cases = NODE_CONFIG.branch.shape.cases.safeParse(node.config.cases).data ?? [];
  const set = (next: typeof cases, mark: string) => setConfig({ cases: next }, mark);
  const add = () => {
    const key = `case_${cases.length + 1}`;
    set([...cases, { key, label: key, when: "false" }], "cases");
  };
  return (
    <section className="grid gap-3">
      <h3>Ways, the first true one is taken</h3>
      {cases.map((one, position) => {
        const change = (patch: Partial<typeof one>) =>
          set(
            cases.map((other, index) => (index === position ? { ...other, ...patch } : other)),
            `case-${position}`,
          );
        return (
          <div key={one.key} className="grid gap-1.5 border-border border-l-2 pl-2.5">
            <div className="flex gap-1.5">
              <Input
                compact
                className="grow"
                aria-label={`Name of way ${position + 1}`}
                value={one.label}
                onChange={(event) => change({ label: event.target.value })}
              />
              <IconButton
                label={`Remove way ${position + 1}`}
                disabled={cases.length === 1}
                onClick={() =>
                  set(
                    cases.filter((other) => other !== one),
                    "cases",
                  )
                }
              >
                <X className="i s" aria-hidden />
              </IconButton>
            </div>
            <TextWithVariables
              nodeId={node.id}
              label={`When (${one.key})`}
              language="cel"
              rows={2}
              value={one.when}
              onChange={(when) => change({ when })}
            />
          </div>
        );
      })}
      <Button onClick={add} disabled={cases.length >= 12}>
        <Plus className="i s" aria-hidden />
        Another way
      </Button>
    </section>
  );
}

type Choice = { name: string; label: string; options: readonly { value: string; label: string }[] };
type Figure = { name: string; label: string; unit?: number };

const CHOICES: Partial<Record<DraftNode["kind"], readonly Choice[]>> = {
  map: [
    {
      name: "errorMode",
      label: "When an item fails",
      options: [
        { value: "fail", label: "The map fails" },
        { value: "collect", label: "Collect results and errors" },
        { value: "skip", label: "Leave the item out" },
      ],
    },
  ],
  join: [
    {
      name: "mode",
      label: "Goes on when",
      options: [
        { value: "all", label: "All ways have arrived" },
        { value: "any", label: "The first has arrived" },
      ],
    },
    {
      name: "merge",
      label: "Result",
      options: [
        { value: "object", label: "Object by step" },
        { value: "array", label: "List in order" },
        { value: "coalesce", label: "The first that has a value" },
      ],
    },
    {
      name: "onTimeout",
      label: "After the timeout",
      options: [
        { value: "error", label: "Fail" },
        { value: "continue", label: "Go on with what is there" },
      ],
    },
  ],
  end: [
    {
      name: "outcome",
      label: "The run",
      options: [
        { value: "success", label: "Has succeeded" },
        { value: "failure", label: "Has failed" },
      ],
    },
  ],
  "trigger.api": [
    {
      name: "mode",
      label: "The caller",
      options: [
        { value: "async", label: "Gets the run's id at once" },
        { value: "sync", label: "Waits for the result" },
      ],
    },
  ],
  "trigger.chat": [
    {
      name: "threadPer",
      label: "A conversation for each",
      options: [
        { value: "session", label: "Session" },
        { value: "user", label: "Person" },
      ],
    },
  ],
  http: [
    {
      name: "method",
      label: "Method",
      options: ["GET", "POST", "PUT", "PATCH", "DELETE"].map((value) => ({ value, label: value })),
    },
    {
      name: "sideEffect",
      label: "Repeating it",
      options: [
        { value: "none", label: "Changes nothing" },
        { value: "idempotent", label: "Is safe (same key, same effect)" },
        { value: "unsafe", label: "Is not safe" },
      ],
    },
  ],
};
const FIGURES: Partial<Record<DraftNode["kind"], readonly Figure[]>> = {
  map: [
    { name: "concurrency", label: "Items at a time" },
    { name: "maxItems", label: "Items at most" },
  ],
  join: [{ name: "timeoutMs", label: "Timeout, seconds", unit: 1_000 }],
};

/** The plain fields of kinds that have no form of their own. */
export function PlainFields({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  return (
    <>
      {(CHOICES[node.kind] ?? []).map(({ name, label, options }) => (
        <Field key={name} label={label}>
          <Select
            value={String(node.config[name] ?? "")}
            onChange={(value) => setConfig({ [name]: value }, name)}
            options={options}
          />
        </Field>
      ))}
      {(FIGURES[node.kind] ?? []).map(({ name, label, unit = 1 }) => (
        <Field key={name} label={label}>
          <Input
            type="number"
            min={1}
            value={String(Number(node.config[name] ?? 0) / unit)}
            onChange={(event) => setConfig({ [name]: Math.round(Number(event.target.value) * unit) }, name)}
          />
        </Field>
      ))}
    </>
  );
}
