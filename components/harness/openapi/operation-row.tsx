"use client";
import { useState } from "react";
import { ClassFields } from "@/components/harness/tools/class-fields";
import { EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { JsonView } from "@/components/ui/json-view";
import { Select } from "@/components/ui/select";
import { SideEffect, type ToolClass } from "@/lib/release/tool-definition";

/** An operation as the API previews it. */
export type OperationView = {
  id: string;
  key: string;
  isTaken: boolean;
  name: string;
  description: string;
  input: Record<string, unknown>;
  /** Null: the document does not say what it answers. */
  output: Record<string, unknown> | null;
  sideEffect: SideEffect;
  classes: ToolClass[];
  url: string;
  secret: { header: string; prefix: string } | null;
  notes: string[];
};
/** What a person decided about an operation; absent = as proposed. */
export type Choice = { isChosen: boolean; key: string; sideEffect: SideEffect; classes: ToolClass[] };
type Props = { operation: OperationView; choice: Choice; onChange: (part: Partial<Choice>) => void };

/** One operation: whether it becomes a tool, what it is called, what a repeated call does; its classes and schemas on demand. */
export function OperationRow({ operation, choice, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { id, name, isTaken, notes } = operation;
  const mayTake = !isTaken || choice.key !== operation.key;
  return (
    <li className="grid gap-2 border-border border-b px-page py-2">
      <div className="grid grid-cols-[minmax(0,1fr)_104px_68px] items-center gap-2 md:grid-cols-[minmax(0,1fr)_220px_150px_68px] md:gap-3">
        <div className="col-span-full md:col-span-1">
          <Checkbox
            checked={choice.isChosen}
            disabled={!mayTake}
            onChange={(isChosen) => onChange({ isChosen })}
            label={name}
            hint={<span className="mono s">{id}</span>}
          />
        </div>
        <Input
          compact
          aria-label={`Key of ${id}`}
          value={choice.key}
          spellCheck={false}
          onChange={(event) => onChange({ key: event.target.value })}
        />
        <Select
          compact
          label={`Side effect of ${id}`}
          value={choice.sideEffect}
          onChange={(effect) => onChange({ sideEffect: SideEffect.parse(effect) })}
          options={SideEffect.options.map((value) => ({
            value,
            label: EFFECT_WORD[value],
            hint: EFFECT_MEANING[value],
          }))}
        />
        <Button size="sm" aria-expanded={isOpen} aria-label={`Details of ${id}`} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Less" : "Details"}
        </Button>
      </div>
      {isTaken && choice.key === operation.key && (
        <p className="pl-6 text-12 text-warn">
          There is a tool of this key already. Give another key to register it again.
        </p>
      )}
      {choice.isChosen && choice.classes.length === 0 && !isOpen && (
        <p className="pl-6 text-12 text-fail" role="alert">
          Choose at least one class, under Details.
        </p>
      )}
      {isOpen && (
        <div className="grid gap-3 pl-6">
          <p className="text-muted [overflow-wrap:anywhere]">{operation.description}</p>
          {notes.map((note) => (
            <p key={note} className="text-12 text-warn">
              {note}
            </p>
          ))}
          <p className="mono s text-muted [overflow-wrap:anywhere]">{operation.url}</p>
          <ClassFields
            classes={choice.classes}
            isMissing={choice.classes.length === 0}
            onChange={(classes) => onChange({ classes })}
          />
          <JsonView label="Arguments, as JSON Schema" value={operation.input} />
          {operation.output ? (
            <JsonView label="Answer, as JSON Schema" value={operation.output} />
          ) : (
            <p className="text-12 text-faint">The document does not say what it answers, so answers are not checked.</p>
          )}
        </div>
      )}
    </li>
  );
}
