"use client";
import { ExampleFields } from "@/components/harness/prompts/example-fields";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import { type PromptBody, type PromptParts, promptBody, promptParts } from "@/lib/harness/prompts/prompt-body";
import { issuesByPart } from "@/lib/harness/prompts/prompt-issues";
import { templateReads } from "@/lib/harness/prompts/template-reads";

type Props = { body: PromptBody; onChange?: ((body: PromptBody) => void) | undefined };

/** The messages of a prompt with live errors in their templates: instructions, examples, and what is asked. */
export function PromptFields({ body, onChange }: Props) {
  const parts = promptParts(body);
  const issues = issuesByPart(body);
  const change = onChange && ((part: Partial<PromptParts>) => onChange(promptBody({ ...parts, ...part })));
  return (
    <>
      <Text
        label="Instructions"
        hint="Who the model is and what it must do. {{ input.message }}, {{ steps.<key>.output }} and {{ state.<name> }} are filled in."
        error={issues.system}
        value={parts.system}
        onChange={change && ((system) => change({ system }))}
        minHeight="180px"
      />
      <ExampleFields
        examples={parts.examples ?? []}
        onChange={change && ((examples) => change({ examples }))}
        renderText={({ at, ...text }) => <Text {...text} error={issues.examples.get(at)} minHeight="56px" />}
      />
      <Text
        label="Message"
        hint="What it is asked; in a chat {{ input.message }} is what the person wrote."
        error={issues.user}
        value={parts.user}
        onChange={change && ((user) => change({ user }))}
        minHeight="96px"
      />
      <Reads body={body} />
    </>
  );
}

type TextProps = {
  label: string;
  hint?: string;
  error: string | undefined;
  value: string;
  onChange: ((value: string) => void) | undefined;
  minHeight: string;
};

const Text = ({ label, hint, error, value, onChange, minHeight }: TextProps) => (
  <Field label={label} hint={hint} error={error}>
    <CodeEditor
      language="liquid"
      label={label}
      value={value}
      readOnly={!onChange}
      onChange={(text) => onChange?.(text)}
      minHeight={minHeight}
    />
  </Field>
);

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
