"use client";
import { useState } from "react";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import type { Json } from "@/lib/release/json-schema";
import { readJson } from "@/lib/release/read-json";

/** `onChange` gets undefined while the text is no JSON. */
type Props = { value: Json | undefined; onChange: (value: Json | undefined) => void };

/** The whole input as JSON. */
export function InputText({ value, onChange }: Props) {
  const [text, setText] = useState(() => JSON.stringify(value ?? {}, null, 2));
  const change = (next: string) => {
    setText(next);
    onChange(readJson(next)?.value);
  };
  return (
    <Field label="Input (JSON)" error={readJson(text) ? undefined : "This is not JSON yet."}>
      <CodeEditor
        language="json"
        label="Input (JSON)"
        value={text}
        onChange={change}
        minHeight="140px"
        maxHeight="320px"
      />
    </Field>
  );
}
