"use client";
import { useState } from "react";
import { ConditionRows } from "@/components/harness/inspector/condition-rows";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNames } from "@/components/harness/inspector/use-names";
import { Segmented } from "@/components/ui/segmented";
import { printCondition } from "@/lib/harness/conditions/print-condition";
import { readCondition } from "@/lib/harness/conditions/read-condition";
import { checkExpression } from "@/lib/harness/graph/check-expression";

const MODES = [
  { value: "rows", label: "Rows" },
  { value: "text", label: "fx" },
] as const;
type Props = { nodeId: string; label: string; hint?: string; value: string; onChange: (value: string) => void };

/** A condition as rows of field, operator and value, or as CEL. What rows cannot show stays as text, untouched. */
export function ConditionField({ nodeId, label, hint, value, onChange }: Props) {
  const condition = readCondition(value);
  const [mode, setMode] = useState<"rows" | "text">(condition ? "rows" : "text");
  const names = useNames(nodeId);
  const isRows = mode === "rows" && condition !== null;
  const problem = isRows
    ? checkExpression({ language: "cel", source: value, extra: [], scope: "run", returns: "bool" }, names)
    : null;
  return (
    <section className="condition" aria-label={label}>
      <div className="condition-head">
        {isRows && <h4>{label}</h4>}
        <Segmented
          label={`How ${label} is written`}
          value={isRows ? "rows" : "text"}
          options={MODES.map((one) => ({ ...one, disabled: one.value === "rows" && condition === null }))}
          onChange={setMode}
        />
      </div>
      {isRows ? (
        <>
          <ConditionRows nodeId={nodeId} condition={condition} onChange={(next) => onChange(printCondition(next))} />
          {hint && <p className="text-12 text-faint">{hint}</p>}
          {problem && (
            <p className="text-12 text-fail" role="alert">
              {problem.message}
            </p>
          )}
        </>
      ) : (
        <>
          <TextWithVariables
            nodeId={nodeId}
            label={label}
            hint={hint}
            language="cel"
            returns="bool"
            rows={2}
            value={value}
            onChange={onChange}
          />
          {condition === null && value.trim() !== "" && (
            <p className="text-12 text-faint">Rows cannot show this, so it stays as it is written.</p>
          )}
        </>
      )}
    </section>
  );
}
