"use client";
import { useState } from "react";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import { JsonView } from "@/components/ui/json-view";
import { JsonSchema } from "@/lib/release/json-schema";
import { schemaProblem } from "@/lib/release/schema-problem";

type Props = {
  label: string;
  hint?: string;
  value: JsonSchema;
  readOnly?: boolean;
  onChange: (value: JsonSchema) => void;
};

/** A JSON Schema as text. The draft changes only when the text is a JSON object. */
export function SchemaField({ label, hint, value, readOnly, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const change = (text: string) => {
    setTyped(text);
    const read = readSchema(text);
    if (read) onChange(read);
  };
  if (readOnly) return <JsonView label={label} value={value} />;
  const isBroken = typed !== null && readSchema(typed) === null;
  const problem = isBroken ? "This is not a JSON object yet, so it is not saved." : schemaProblem(value);
  return (
    <Field label={label} hint={hint} error={problem}>
      <CodeEditor
        language="json"
        label={label}
        value={typed ?? JSON.stringify(value, null, 2)}
        onChange={change}
        minHeight="80px"
        maxHeight="260px"
      />
    </Field>
  );
}

function readSchema(text: string): JsonSchema | null {
  try {
    return JsonSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
