"use client";
import { useState } from "react";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import type { Json } from "@/lib/release/json-schema";
import { readJson } from "@/lib/release/read-json";

type Props = { label: string; hint?: string; value: Json; onChange: (value: Json) => void };

/** Any JSON as text. The draft changes only when the text is JSON. */
export function JsonField({ label, hint, value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? { value } : readJson(typed);
  const change = (text: string) => {
    setTyped(text);
    const next = readJson(text);
    if (next) onChange(next.value);
  };
  return (
    <Field label={label} hint={hint} error={read ? undefined : "This is not JSON yet, so it is not saved."}>
      <CodeEditor
        language="json"
        label={label}
        value={typed ?? JSON.stringify(value, null, 2)}
        onChange={change}
        minHeight="60px"
        maxHeight="220px"
      />
    </Field>
  );
}
