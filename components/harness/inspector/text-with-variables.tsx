"use client";
import { useRef } from "react";
import { useNames } from "@/components/harness/inspector/use-names";
import { VariableMenu } from "@/components/harness/inspector/variable-menu";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { checkExpression } from "@/lib/harness/graph/check-expression";

type Props = {
  nodeId: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  language: "cel" | "liquid";
  rows?: number;
  hint?: string;
  /** A condition must give true or false. */
  returns?: "bool";
  /** Names beside those of the run, for example `args` in an HTTP request. */
  extra?: readonly string[];
  /** "own": it reads something else than the run, and is checked for how it is written only. */
  scope?: "run" | "own";
};
const NONE: readonly string[] = [];

/** An expression or a template, checked while it is typed; a variable goes in where the caret is. */
export function TextWithVariables({
  nodeId,
  label,
  value,
  onChange,
  language,
  rows = 3,
  hint,
  returns,
  extra = NONE,
  scope = "run",
}: Props) {
  const element = useRef<HTMLTextAreaElement>(null);
  const names = useNames(nodeId);
  const told = { language, source: value, extra, scope, ...(returns ? { returns } : {}) };
  const problem = value === "" && language === "liquid" ? null : checkExpression(told, names);
  const insert = (path: string) => {
    const at = element.current?.selectionStart ?? value.length;
    const text = language === "liquid" ? `{{ ${path} }}` : path;
    onChange(value.slice(0, at) + text + value.slice(element.current?.selectionEnd ?? at));
  };
  return (
    <div className="relative">
      <Field label={label} hint={hint} error={problem?.message}>
        <Textarea
          ref={element}
          rows={rows}
          spellCheck={false}
          className={language === "cel" ? "mono" : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <span className="absolute top-[-4px] right-0">
        <VariableMenu nodeId={nodeId} onPick={insert} />
      </span>
    </div>
  );
}
