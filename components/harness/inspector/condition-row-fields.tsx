"use client";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { ConditionValue } from "@/components/harness/inspector/condition-value";
import { VariablePicker } from "@/components/harness/inspector/variable-picker";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import {
  type ConditionRow,
  OPERATORS,
  type Operator,
  takesNothing,
  valueFor,
} from "@/lib/harness/conditions/condition";
import { operatorsFor, rowOf } from "@/lib/harness/conditions/start-row";
import { readVariable } from "@/lib/harness/graph/read-variable";
import type { Variable } from "@/lib/harness/graph/variables-of";

const WORDS: Record<Operator, string> = {
  "==": "is",
  "!=": "is not",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  in: "is one of",
  "not-in": "is none of",
  contains: "contains",
  "not-contains": "does not contain",
  "starts-with": "starts with",
  "ends-with": "ends with",
  regex: "matches",
  "is-true": "is true",
  "is-false": "is not true",
  "is-null": "is null",
  "not-null": "is not null",
  exists: "is there",
  missing: "is missing",
  empty: "is empty",
  "not-empty": "is not empty",
};

type Props = {
  nodeId: string;
  variables: readonly Variable[];
  row: ConditionRow;
  name: string;
  onChange: (row: ConditionRow) => void;
  onRemove: () => void;
};

/** A field, an operator that makes sense for its type, and a value. */
export function ConditionRowFields({ nodeId, variables, row, name, onChange, onRemove }: Props) {
  const [isPicking, setPicking] = useState(false);
  const known = variables.find((one) => one.path === row.field || readVariable(one, "cel") === row.field);
  const type = known?.type ?? "any";
  const setOperator = (word: string) => {
    const operator = OPERATORS.find((one) => one === word);
    if (operator) onChange({ ...row, operator, value: valueFor(operator, row.value) });
  };
  return (
    <fieldset className="condition-row" aria-label={name}>
      <VariablePicker
        nodeId={nodeId}
        open={isPicking}
        onOpen={setPicking}
        onPick={(variable) =>
          onChange(variable.type === type ? { ...row, field: readVariable(variable, "cel") } : rowOf(variable))
        }
        trigger={
          <button type="button" className="btn select condition-what" aria-label={`Field of ${name}, ${row.field}`}>
            <span className="cut mono s">{known?.path ?? row.field}</span>
            <ChevronDown className="i xs" aria-hidden />
          </button>
        }
      />
      <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
        <X className="i s" aria-hidden />
      </IconButton>
      <Select
        compact
        label={`Operator of ${name}`}
        className={takesNothing(row.operator) ? "condition-wide" : undefined}
        value={row.operator}
        options={operatorsFor(type, row).map((value) => ({ value, label: WORDS[value] }))}
        onChange={setOperator}
      />
      {!takesNothing(row.operator) && (
        <ConditionValue
          key={row.operator}
          label={`Value of ${name}`}
          isText={type === "text"}
          operator={row.operator}
          value={row.value}
          onChange={(value) => onChange({ ...row, value })}
        />
      )}
    </fieldset>
  );
}
