"use client";
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { useNames } from "@/components/harness/inspector/use-names";
import { VariableMenu } from "@/components/harness/inspector/variable-menu";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { checkExpression } from "@/lib/harness/graph/check-expression";
import type { Names } from "@/lib/harness/graph/names";
import { ownVariables } from "@/lib/harness/graph/own-variables";
import type { Variable } from "@/lib/harness/graph/variables-of";
import { bindingFit, misfitWords } from "@/lib/harness/values/binding-fit";
import type { JsonSchema } from "@/lib/release/json-schema";

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
  /** What the value must fit. */
  wants?: JsonSchema;
  /** "own": it reads something else than the run, and is checked for how it is written only. */
  scope?: "run" | "own";
  /** Nothing may stand here. */
  isOptional?: boolean;
  /** Stands at the end of the line of the label. */
  beside?: ReactNode;
};
const NONE: readonly string[] = [];

/**
 * An expression or a template, checked while it is typed. A variable goes in where the caret is: by the button, by `{{`
 * in a text, by Ctrl+Space anywhere.
 */
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
  wants,
  isOptional,
  beside,
}: Props) {
  const element = useRef<HTMLTextAreaElement>(null);
  const [isPicking, setPicking] = useState(false);
  const names = useNames(nodeId);
  const own = useOwnVariables(nodeId, scope);
  const told = { language, source: value, extra, scope, ...(returns ? { returns } : {}) };
  const problem = value === "" && (language === "liquid" || isOptional) ? null : checkExpression(told, names);
  const misfit = !problem && wants && scope === "run" ? misfitOf(told, names, wants) : null;
  const insert = (text: string) => {
    const { from, to } = placeIn(element.current, value, language);
    onChange(value.slice(0, from) + text + value.slice(to));
    const end = from + text.length;
    requestAnimationFrame(() => {
      element.current?.focus();
      element.current?.setSelectionRange(end, end);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isSecondBrace =
      language === "liquid" && event.key === "{" && value[event.currentTarget.selectionStart - 1] === "{";
    if (!isSecondBrace && !(event.key === " " && event.ctrlKey)) return;
    event.preventDefault();
    setPicking(true);
  };
  return (
    <div className="relative">
      <Field label={label} hint={hint} error={problem?.message ?? misfit}>
        <Textarea
          ref={element}
          rows={rows}
          spellCheck={false}
          className={language === "cel" ? "mono" : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <span className="field-beside">
        <VariableMenu
          nodeId={nodeId}
          language={language}
          open={isPicking}
          onOpen={setPicking}
          onPick={insert}
          wants={wants}
          own={own}
        />
        {beside}
      </span>
    </div>
  );
}

/** What an expression with a scope of its own reads; undefined where it reads the run. */
function useOwnVariables(nodeId: string, scope: "run" | "own"): Variable[] | undefined {
  const kind = useEditor((state) => nodeIndex(state.draft).get(nodeId)?.kind);
  return useMemo(() => (scope === "own" && kind ? ownVariables(kind) : undefined), [scope, kind]);
}

function misfitOf(
  { language, source }: { language: "cel" | "liquid"; source: string },
  names: Names,
  wants: JsonSchema,
) {
  return misfitWords(bindingFit(language === "cel" ? { cel: source } : { tpl: source }, names, wants));
}

/** The selection of the field; an opening brace right before it was typed to get the list and goes. */
function placeIn(element: HTMLTextAreaElement | null, value: string, language: Props["language"]) {
  const from = element?.selectionStart ?? value.length;
  const to = element?.selectionEnd ?? from;
  return { from: language === "liquid" && value[from - 1] === "{" ? from - 1 : from, to };
}
