"use client";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import type { ToolForm } from "@/lib/harness/tools/tool-form";

type Props = { form: ToolForm; error: string | undefined; onChange: (change: Partial<ToolForm>) => void };

/** The JavaScript of a tool made of code, with what it can rely on. */
export function CodeFields({ form, error, onChange }: Props) {
  return (
    <Field
      label="JavaScript"
      hint="The body of a function of input, the arguments; return what the tool answers. log(…) writes to the span. There is no network, no clock and no randomness; 200 ms, 32 MB, 256 KB of answer."
      error={error}
    >
      <CodeEditor
        language="text"
        label="JavaScript"
        minHeight="200px"
        value={form.source}
        onChange={(source) => onChange({ source })}
      />
    </Field>
  );
}
