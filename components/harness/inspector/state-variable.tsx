"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { JsonField } from "@/components/harness/inspector/json-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { SchemaField } from "@/components/harness/inspector/schema-field";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { typeOf } from "@/lib/harness/nodes/output-schema";
import { type Json, JsonSchema } from "@/lib/release/json-schema";
import type { StateVariable as Variable } from "@/lib/release/program";

const TYPES = [
  { value: "text", label: "Text", schema: "string", initial: "" },
  { value: "number", label: "Number", schema: "number", initial: 0 },
  { value: "yes/no", label: "Yes or no", schema: "boolean", initial: false },
  { value: "list", label: "List", schema: "array", initial: [] },
  { value: "object", label: "Object", schema: "object", initial: {} },
] as const satisfies readonly { value: string; label: string; schema: string; initial: Json }[];
type Type = (typeof TYPES)[number];
const REDUCERS = [
  { value: "replace", label: "Replaces it", for: "text number yes/no list object" },
  { value: "append", label: "Is added to the list", for: "list" },
  { value: "merge", label: "Is merged into the object", for: "object" },
  { value: "sum", label: "Is added up", for: "number" },
  { value: "max", label: "Counts if it is larger", for: "number" },
] as const;

type Props = {
  name: string;
  variable: Variable;
  onChange: (variable: Variable, mark: string) => void;
  onRemove: () => void;
};

/** One variable of the state: its type, what a new value does to it, and where it starts. */
export function StateVariable({ name, variable, onChange, onRemove }: Props) {
  const type = typeOf(variable.schema);
  const [asked, setAsked] = useState<Type | null>(null);
  const setType = ({ schema, initial }: Type) =>
    onChange({ ...variable, schema: { type: schema }, initial, reducer: "replace" }, "type");
  const choose = (next: string) => {
    const found = TYPES.find((one) => one.value === next);
    if (!found || found.value === type) return;
    if (saysMore(variable.schema)) setAsked(found);
    else setType(found);
  };
  return (
    <div className="grid gap-2 border-border border-b pb-3" data-place={`state.${name}`}>
      <div className="flex items-center gap-2">
        <b className="mono grow">{name}</b>
        <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
          <X className="i s" aria-hidden />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-3">
        <ChoiceField label="Type" value={type === "any" ? "" : type} options={TYPES} onChange={choose} />
        <ChoiceField
          label="A new value"
          value={variable.reducer}
          options={REDUCERS.filter((one) => one.for.split(" ").includes(type) || one.value === variable.reducer)}
          onChange={(reducer) => onChange({ ...variable, reducer }, "reducer")}
        />
      </div>
      <Inside name={name} schema={variable.schema} onChange={(schema) => onChange({ ...variable, schema }, "schema")} />
      <JsonField
        label="At the start (JSON)"
        value={variable.initial}
        onChange={(initial) => onChange({ ...variable, initial }, "initial")}
      />
      {variable.reducer === "append" && (
        <NumberField
          label="Items at most"
          value={variable.maxItems}
          min={1}
          max={10_000}
          onChange={(maxItems) => onChange({ ...variable, maxItems }, "maxItems")}
        />
      )}
      {asked && (
        <ConfirmDialog
          open
          onClose={() => setAsked(null)}
          title={`Another type for “${name}”?`}
          confirmLabel={`Make it ${asked.label.toLowerCase()}`}
          onConfirm={() => {
            setType(asked);
            setAsked(null);
          }}
        >
          Its schema says more than its type: what is inside goes, and so do its value at the start and what a new value
          does. One undo brings them back.
        </ConfirmDialog>
      )}
    </div>
  );
}

type InsideProps = { name: string; schema: JsonSchema; onChange: (schema: JsonSchema) => void };

/** The items of a list, the fields of an object; of anything else that says more than its type, the schema as it is. */
function Inside({ name, schema, onChange }: InsideProps) {
  const type = typeOf(schema);
  if (type === "list")
    return (
      <SchemaField
        label={`Items of ${name} (JSON Schema)`}
        hint="Empty means any item."
        value={JsonSchema.safeParse(schema.items).data ?? {}}
        onChange={(items) => onChange(withItems(schema, items))}
      />
    );
  if (type !== "object" && !saysMore(schema)) return null;
  return (
    <SchemaField
      label={type === "object" ? `Fields of ${name} (JSON Schema)` : `Schema of ${name}`}
      value={schema}
      onChange={onChange}
    />
  );
}

/** No items in the schema stand for any item. */
function withItems({ items: _before, ...schema }: JsonSchema, items: JsonSchema): JsonSchema {
  return Object.keys(items).length > 0 ? { ...schema, items } : schema;
}

const saysMore = (schema: JsonSchema): boolean => Object.keys(schema).some((name) => name !== "type");
