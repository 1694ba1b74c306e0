"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { type Operator, takesList, takesText } from "@/lib/harness/conditions/condition";
import type { Json } from "@/lib/release/json-schema";

type Props = {
  label: string;
  operator: Operator;
  value: Json;
  /** The field is a text: so is what is typed. Else `3` is a number, `true` is yes, and `"3"` in quotes a text. */
  isText: boolean;
  onChange: (value: Json) => void;
};

/** A value as people type it; a list with commas between. What was typed stays until it means something else. */
export function ConditionValue({ label, operator, value, isText, onChange }: Props) {
  const isPlain = isText || takesText(operator);
  const [typed, setTyped] = useState(() => print(value, isPlain));
  const read = (text: string): Json => (takesList(operator) ? list(text, isPlain) : single(text, isPlain));
  const shown = JSON.stringify(read(typed)) === JSON.stringify(value) ? typed : print(value, isPlain);
  return (
    <Input
      compact
      aria-label={label}
      placeholder={takesList(operator) ? "one, two" : undefined}
      spellCheck={false}
      autoComplete="off"
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value));
      }}
    />
  );
}

function list(text: string, isPlain: boolean): Json {
  const written = text.startsWith("[") ? parsed(text) : undefined;
  if (Array.isArray(written)) return written;
  return text.split(",").flatMap((part) => (part.trim() === "" ? [] : [single(part.trim(), isPlain)]));
}

function single(text: string, isPlain: boolean): Json {
  if (isPlain) return text;
  const value = parsed(text);
  return value === undefined || typeof value === "object" ? text : value;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text that reads as the value. */
function print(value: Json, isPlain: boolean): string {
  if (Array.isArray(value)) {
    const text = value.map((item) => print(item, isPlain)).join(", ");
    return JSON.stringify(list(text, isPlain)) === JSON.stringify(value) ? text : JSON.stringify(value);
  }
  if (typeof value !== "string") return JSON.stringify(value);
  return single(value, isPlain) === value ? value : JSON.stringify(value);
}
