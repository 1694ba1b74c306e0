"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Check, GraderSpec } from "@/lib/harness/graders/graders";
import type { Json } from "@/lib/release/json-schema";

type Props = { check: Check; tools: readonly string[]; onChange: (check: Check) => void };

const LABEL: Record<string, { label: string; hint?: string }> = {
  at: { label: "Where in the output", hint: "JSON pointer, for example /answer; empty: all of it" },
  loose: { label: "Without regard to case and white space" },
  text: { label: "Text", hint: "Empty: the expected answer" },
  pattern: { label: "Pattern", hint: "RE2 syntax" },
  ignoreCase: { label: "Without regard to case" },
  schema: { label: "JSON Schema" },
  value: { label: "Value", hint: "JSON; empty: the same field of the expected answer" },
  tolerance: { label: "Tolerance" },
  relative: { label: "As a share of the expected number" },
  condition: { label: "Condition", hint: "CEL over input.output, input.expected, input.input" },
  tool: { label: "Tool" },
  atLeast: { label: "At least, times" },
  tools: { label: "Tools", hint: "Keys, separated by commas" },
  match: { label: "How" },
  max: { label: "At most" },
  maxUsd: { label: "At most, USD" },
  maxMs: { label: "At most, milliseconds" },
};

/** The settings of one grader, a control for each by its type. What the schema refuses is shown and not passed on. */
export function CheckFields({ check, tools, onChange }: Props) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const fields = Object.entries({ ...check, ...(check.kind === "json-field" ? { value: check.value } : {}) });
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _before, ...others }: Record<string, unknown> = { ...check };
    const next = GraderSpec.shape.check.safeParse(value === undefined ? others : { ...others, [name]: value });
    if (next.success) onChange(next.data);
  };
  const text = (name: string, shown: string, read: (raw: string) => Json | undefined) => (
    <Input
      value={typed[`${check.kind} ${name}`] ?? shown}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setTyped({ ...typed, [`${check.kind} ${name}`]: event.target.value });
        set(name, read(event.target.value));
      }}
    />
  );
  return (
    <div className="grid grid-cols-2 gap-3">
      {fields
        .filter(([name]) => name !== "kind")
        .map(([name, value]) => {
          const { label, hint } = LABEL[name] ?? { label: name };
          if (typeof value === "boolean")
            return (
              <span key={name} className="pt-[27px]">
                <Checkbox checked={value} onChange={(next) => set(name, next)} label={label} />
              </span>
            );
          return (
            <Field key={name} label={label} hint={hint}>
              {name === "match" ? (
                <Select value={String(value)} onChange={(next) => set(name, next)} options={MATCHES} />
              ) : name === "tool" ? (
                <Select
                  value={String(value)}
                  onChange={(next) => set(name, next)}
                  options={[...new Set([...tools, String(value)])].map((key) => ({ value: key, label: key }))}
                />
              ) : (
                text(name, shownAs(value), readAs(name, value))
              )}
            </Field>
          );
        })}
    </div>
  );
}

const MATCHES = [
  { value: "ordered", label: "In this order, others between" },
  { value: "exact", label: "Exactly these" },
  { value: "subset", label: "These, in any order" },
];

const shownAs = (value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
};

/** Text that is not JSON yet reads as undefined, which the schema of a required field refuses. */
function readAs(name: string, value: unknown): (raw: string) => Json | undefined {
  if (Array.isArray(value)) return (raw) => raw.split(",").flatMap((part) => part.trim() || []);
  if (typeof value === "number") return (raw) => Number(raw);
  if (name !== "schema" && name !== "value") return (raw) => raw;
  return (raw) => {
    try {
      return JSON.parse(raw);
    } catch {
      return undefined;
    }
  };
}
