"use client";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import type { PromptBody } from "@/lib/harness/compile/library";
import { promptIssues } from "@/lib/harness/prompts/prompt-issues";
import { templateReads } from "@/lib/harness/prompts/template-reads";

const PARTS = [
  {
    part: "system",
    label: "Instructions",
    hint: "Who the model is and what it must do. {{ input.message }}, {{ steps.<key>.output }} and {{ state.<name> }} are filled in.",
  },
  { part: "user", label: "Message", hint: "What it is asked; in a chat {{ input.message }} is what the person wrote." },
] as const;

/** The two texts of a prompt with live errors in their templates. */
export function PromptFields({ body, onChange }: { body: PromptBody; onChange?: (body: PromptBody) => void }) {
  const issues = promptIssues(body);
  const fields = PARTS.map(({ part, label, hint }) => (
    <Field key={part} label={label} hint={hint} error={issues.find((issue) => issue.pointer === `/${part}`)?.message}>
      <CodeEditor
        language="liquid"
        label={label}
        value={body[part]}
        readOnly={!onChange}
        onChange={(text) => onChange?.({ ...body, [part]: text })}
        minHeight={part === "system" ? "180px" : "96px"}
      />
    </Field>
  ));
  return (
    <>
      {fields}
      <Reads body={body} />
    </>
  );
}

/** The variables that are filled in when the prompt is used. */
function Reads({ body }: { body: PromptBody }) {
  const reads = templateReads(body);
  return (
    <section className="flex flex-wrap items-center gap-1.5" aria-label="Variables">
      <span className="label">Variables</span>
      {reads?.map((name) => (
        <span key={name} className="tag mono">
          {name}
        </span>
      ))}
      {reads?.length === 0 && <span className="text-12 text-faint">None: the text is the same in every run.</span>}
      {reads === null && <span className="text-12 text-faint">Listed when the text has no mistake.</span>}
    </section>
  );
}
