"use client";
import { useState } from "react";
import type { z } from "zod";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { checkProblem } from "@/lib/harness/experiments/grader-issues";
import { type Check, GraderSpec } from "@/lib/harness/graders/graders";
import type { Json } from "@/lib/release/json-schema";

type Unread = Record<string, string>;
type Props = {
  check: Check;
  /** Why the text of a setting cannot be read, by its name. */
  unread: Unread;
  tools: readonly string[];
  onChange: (check: Check, unread: Unread) => void;
};

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

/** The settings of one grader, a control for each by its type. What the schema refuses is shown, and said to be so. */
export function CheckFields({ check, unread, tools, onChange }: Props) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const fields = Object.entries({ ...check, ...(check.kind === "json-field" ? { value: check.value } : {}) });
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _before, ...others }: Record<string, unknown> = { ...check };
    const next = GraderSpec.shape.check.safeParse(value === undefined ? others : { ...others, [name]: value });
    const { [name]: _problem, ...stillUnread } = unread;
    if (next.success) onChange(next.data, stillUnread);
    else onChange(check, { ...unread, [name]: isJson(name) && value === undefined ? NOT_JSON : problemOf(next.error) });
  };
  const broken = checkProblem(check);
  const read = (name: string, value: unknown, raw: string) => {
    const json = readAs(name, value)(raw);
    if (name !== "value" || json !== undefined || raw.trim() === "") return set(name, json);
    onChange(check, { ...unread, value: NOT_JSON });
  };
  const text = (name: string, shown: string, value: unknown) => (
    <Input
      value={typed[`${check.kind} ${name}`] ?? shown}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setTyped({ ...typed, [`${check.kind} ${name}`]: event.target.value });
        read(name, value, event.target.value);
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
            <Field
              key={name}
              label={label}
              hint={hint}
              error={unread[name] ?? (broken?.field === name ? broken.problem : undefined)}
            >
              {name === "match" ? (
                <Select value={String(value)} onChange={(next) => set(name, next)} options={MATCHES} />
              ) : name === "tool" ? (
                <Select
                  value={String(value)}
                  onChange={(next) => set(name, next)}
                  options={[...new Set([...tools, String(value)])].map((key) => ({ value: key, label: key }))}
                />
              ) : (
                text(name, shownAs(value), value)
              )}
            </Field>
          );
        })}
    </div>
  );
}

const NOT_JSON = "This is not JSON.";
const isJson = (name: string) => name === "schema" || name === "value";
const problemOf = (error: z.ZodError) => error.issues[0]?.message ?? "This cannot be read.";

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
  if (!isJson(name)) return (raw) => raw;
  return (raw) => {
    try {
      return JSON.parse(raw);
    } catch {
      return undefined;
    }
  };
}
