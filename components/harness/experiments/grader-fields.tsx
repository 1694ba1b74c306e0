"use client";
import { Plus, X } from "lucide-react";
import { CheckFields } from "@/components/harness/experiments/check-fields";
import { type FormGrader, NEW_GRADER } from "@/components/harness/experiments/plan-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Check, GRADERS } from "@/lib/harness/graders/graders";
import { startOf } from "@/lib/harness/graders/start-of";
import { newGraphId } from "@/lib/harness/nodes/new-node";

type Props = { graders: FormGrader[]; tools: readonly string[]; onChange: (graders: FormGrader[]) => void };

/** The graders of a plan, a block each: what it checks, its settings, whether it is turned round, its weight. */
export function GraderFields({ graders, tools, onChange }: Props) {
  const change = (next: FormGrader) => onChange(graders.map((one) => (one.id === next.id ? next : one)));
  return (
    <div className="grid justify-items-start gap-3">
      <ul className="grid w-full max-w-[960px] divide-y divide-border border-border border-y">
        {graders.map((grader) => (
          <li key={grader.id} className="py-4">
            <GraderBlock
              grader={grader}
              tools={tools}
              onChange={change}
              onRemove={graders.length > 1 ? () => onChange(graders.filter((one) => one !== grader)) : null}
            />
          </li>
        ))}
      </ul>
      <Button onClick={() => onChange([...graders, { ...NEW_GRADER, id: newGraphId("g") }])}>
        <Plus className="i s" aria-hidden />
        Add grader
      </Button>
    </div>
  );
}

type BlockProps = {
  grader: FormGrader;
  tools: readonly string[];
  onChange: (next: FormGrader) => void;
  onRemove: (() => void) | null;
};

function GraderBlock({ grader, tools, onChange, onRemove }: BlockProps) {
  const about = GRADERS.find(({ schema }) => schema.shape.kind.value === grader.check.kind);
  const choose = (kind: string) => {
    const next = GRADERS.find(({ schema }) => schema.shape.kind.value === kind);
    if (!next) return;
    const isRenamed = grader.name !== about?.title;
    onChange({
      ...grader,
      check: startOf(next.schema.shape.kind.value, tools),
      name: isRenamed ? grader.name : next.title,
      unread: {},
    });
  };
  return (
    <div className="grid grid-cols-[260px_1fr_auto] gap-4">
      <div className="grid content-start gap-3">
        <Field label="Checks that" hint={about?.description}>
          <Select
            value={grader.check.kind}
            onChange={choose}
            options={GRADERS.map(({ schema, title, description }) => ({
              value: schema.shape.kind.value,
              label: title,
              hint: description,
            }))}
          />
        </Field>
      </div>
      <div className="grid content-start gap-3">
        <CheckFields
          key={grader.check.kind}
          check={grader.check}
          unread={grader.unread ?? {}}
          tools={tools}
          onChange={(check: Check, unread) => onChange({ ...grader, check, unread })}
        />
        <div className="flex items-end gap-4">
          <Field label="Name">
            <Input
              value={grader.name}
              maxLength={80}
              onChange={(event) => onChange({ ...grader, name: event.target.value })}
            />
          </Field>
          <Field label="Weight">
            <Input
              type="number"
              min={0}
              max={100}
              value={grader.weight}
              onChange={(event) => onChange({ ...grader, weight: Number(event.target.value) })}
            />
          </Field>
          <Field label="Passes from">
            <Input
              type="number"
              min={0}
              max={1}
              step={0.05}
              value={grader.threshold}
              onChange={(event) => onChange({ ...grader, threshold: Number(event.target.value) })}
            />
          </Field>
          <span className="pb-[6px]">
            <Checkbox checked={grader.not} onChange={(not) => onChange({ ...grader, not })} label="Not" />
          </span>
        </div>
      </div>
      {onRemove ? (
        <IconButton label={`Remove ${grader.name}`} size="sm" onClick={onRemove}>
          <X className="i s" aria-hidden />
        </IconButton>
      ) : (
        <span />
      )}
    </div>
  );
}
