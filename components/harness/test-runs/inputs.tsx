"use client";
import { useState } from "react";
import { CodeEditor } from "@/components/ui/code-editor";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { InputField } from "@/lib/harness/test-runs/input-fields";
import type { Json } from "@/lib/release/json-schema";

type Props = {
  value: Json | undefined;
  onChange: (value: Json) => void;
  /** Nothing is filled in any more. */
  onEmpty: () => void;
};

const asText = (value: Json | undefined): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

export function TextInput({ value, isLong, onChange, onEmpty }: Props & { isLong: boolean }) {
  const change = (text: string) => (text === "" ? onEmpty() : onChange(text));
  return isLong ? (
    <Textarea rows={2} className="grows" value={asText(value)} onChange={(event) => change(event.target.value)} />
  ) : (
    <Input compact value={asText(value)} onChange={(event) => change(event.target.value)} />
  );
}

/**
 * What was typed, as long as it means the value: `1.` stays `1.`, and a value that comes from elsewhere replaces it. What
 * means nothing is kept as a text, which is then named as a mistake.
 */
function useTyped({ value, onChange, onEmpty }: Props, read: (text: string) => Json, print: (value: Json) => string) {
  const [typed, setTyped] = useState("");
  const meaning = typed.trim() === "" ? undefined : read(typed);
  const isCurrent = JSON.stringify(meaning) === JSON.stringify(value ?? undefined);
  const change = (text: string) => {
    setTyped(text);
    if (text.trim() === "") onEmpty();
    else onChange(read(text));
  };
  return { text: isCurrent ? typed : value === undefined || value === null ? "" : print(value), change };
}

const readNumber = (text: string): Json => (Number.isFinite(Number(text)) ? Number(text) : text);

export function NumberInput({ isWhole, ...props }: Props & { isWhole: boolean }) {
  const { text, change } = useTyped(props, readNumber, asText);
  return (
    <Input
      compact
      inputMode={isWhole ? "numeric" : "decimal"}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}

const NOT_GIVEN = { value: "", label: "not given" };

export function BooleanInput({ value, mayBeEmpty, onChange, onEmpty }: Props & { mayBeEmpty: boolean }) {
  const options = [
    ...(mayBeEmpty ? [NOT_GIVEN] : []),
    { value: "true", label: "true" },
    { value: "false", label: "false" },
  ];
  const change = (next: string) => (next === "" ? onEmpty() : onChange(next === "true"));
  return <Select compact value={asText(value)} options={options} placeholder="Choose" onChange={change} />;
}

type ChoiceProps = Props & { options: readonly Json[]; field: Pick<InputField, "isRequired"> };

export function ChoiceInput({ value, options, field, onChange, onEmpty }: ChoiceProps) {
  const texts = options.map((one) => ({ value: JSON.stringify(one), label: asText(one) || "null", means: one }));
  const change = (next: string) => {
    const chosen = texts.find((one) => one.value === next);
    if (chosen) onChange(chosen.means);
    else onEmpty();
  };
  return (
    <Select
      compact
      value={value === undefined ? "" : JSON.stringify(value)}
      options={field.isRequired ? texts : [NOT_GIVEN, ...texts]}
      placeholder="Choose"
      onChange={change}
    />
  );
}

const printJson = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** Anything as JSON. What is no JSON is a text. */
export function JsonInput({ label, ...props }: Props & { label: string }) {
  const { text, change } = useTyped(props, readJson, printJson);
  return <CodeEditor language="json" label={label} value={text} onChange={change} minHeight="44px" maxHeight="160px" />;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
