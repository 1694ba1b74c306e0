"use client";
import { Braces } from "lucide-react";
import { VariablePicker } from "@/components/harness/inspector/variable-picker";
import { readVariable } from "@/lib/harness/graph/read-variable";
import type { Variable } from "@/lib/harness/graph/variables-of";
import type { JsonSchema } from "@/lib/release/json-schema";

type Props = {
  nodeId: string;
  language: "cel" | "liquid";
  open: boolean;
  /** What the value must fit. */
  wants?: JsonSchema;
  /** What there is instead of the variables of the run. */
  own?: readonly Variable[];
  onOpen: (open: boolean) => void;
  /** With the text that reads the variable in this language. */
  onPick: (text: string) => void;
};

/** Variables that can be used here; choosing one inserts it. */
export function VariableMenu({ nodeId, language, open, onOpen, onPick, wants, own }: Props) {
  return (
    <VariablePicker
      nodeId={nodeId}
      open={open}
      onOpen={onOpen}
      own={own}
      wants={language === "cel" ? wants : undefined}
      onPick={(variable) => onPick(readVariable(variable, language))}
      trigger={
        <button type="button" className="btn quiet small" aria-label="Insert a variable">
          <Braces className="i xs" aria-hidden />
          Variable
        </button>
      }
    />
  );
}
