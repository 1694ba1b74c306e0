"use client";
import { X } from "lucide-react";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { JsonField } from "@/components/harness/inspector/json-field";
import { NewName } from "@/components/harness/inspector/new-name";
import { NumberField } from "@/components/harness/inspector/number-field";
import { IconButton } from "@/components/ui/icon-button";
import { typeOf } from "@/lib/harness/nodes/output-schema";
import type { Json } from "@/lib/release/json-schema";
import type { StateVariable } from "@/lib/release/program";

type State = Record<string, StateVariable>;
type Props = { state: State; onChange: (state: State, mark: string) => void };

const TYPES = [
  { value: "text", label: "Text", schema: "string", initial: "" },
  { value: "number", label: "Number", schema: "number", initial: 0 },
  { value: "yes/no", label: "Yes or no", schema: "boolean", initial: false },
  { value: "list", label: "List", schema: "array", initial: [] },
  { value: "object", label: "Object", schema: "object", initial: {} },
] as const satisfies readonly { value: string; label: string; schema: string; initial: Json }[];
const REDUCERS = [
  { value: "replace", label: "Replaces it", for: "text number yes/no list object" },
  { value: "append", label: "Is added to the list", for: "list" },
  { value: "merge", label: "Is merged into the object", for: "object" },
  { value: "sum", label: "Is added up", for: "number" },
  { value: "max", label: "Counts if it is larger", for: "number" },
] as const;
const START: StateVariable = { schema: { type: "string" }, initial: "", reducer: "replace", maxItems: 200 };

/** What a run remembers between its steps, and what a new value does to it. A transform sets it. */
export function StateVariables({ state, onChange }: Props) {
  return (
    <section className="grid gap-3" data-place="state">
      <h3>State of a run</h3>
      {Object.entries(state).map(([name, variable]) => (
        <Variable
          key={name}
          name={name}
          variable={variable}
          onChange={(next, mark) => onChange({ ...state, [name]: next }, `state-${name}-${mark}`)}
          onRemove={() => onChange(Object.fromEntries(Object.entries(state).filter(([one]) => one !== name)), "state")}
        />
      ))}
      <NewName
        label="Name of a new state variable"
        placeholder="new_state"
        taken={Object.keys(state)}
        onAdd={(name) => onChange({ ...state, [name]: START }, `state-${name}`)}
      />
    </section>
  );
}

type VariableProps = {
  name: string;
  variable: StateVariable;
  onChange: (variable: StateVariable, mark: string) => void;
  onRemove: () => void;
};

function Variable({ name, variable, onChange, onRemove }: VariableProps) {
  const type = typeOf(variable.schema);
  const setType = (next: string) => {
    const found = TYPES.find((one) => one.value === next);
    if (found)
      onChange({ ...variable, schema: { type: found.schema }, initial: found.initial, reducer: "replace" }, "type");
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
        <ChoiceField label="Type" value={type === "any" ? "" : type} options={TYPES} onChange={setType} />
        <ChoiceField
          label="A new value"
          value={variable.reducer}
          options={REDUCERS.filter((one) => one.for.split(" ").includes(type) || one.value === variable.reducer)}
          onChange={(reducer) => onChange({ ...variable, reducer }, "reducer")}
        />
      </div>
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
    </div>
  );
}
