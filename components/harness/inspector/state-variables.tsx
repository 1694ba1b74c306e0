"use client";
import { NewName } from "@/components/harness/inspector/new-name";
import { StateVariable } from "@/components/harness/inspector/state-variable";
import type { StateVariable as Variable } from "@/lib/release/program";

type State = Record<string, Variable>;
type Props = { state: State; onChange: (state: State, mark: string) => void };
const START: Variable = { schema: { type: "string" }, initial: "", reducer: "replace", maxItems: 200 };

/** What a run remembers between its steps, and what a new value does to it. A transform sets it. */
export function StateVariables({ state, onChange }: Props) {
  return (
    <section className="grid gap-3" data-place="state">
      <h3>State of a run</h3>
      {Object.entries(state).map(([name, variable]) => (
        <StateVariable
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
