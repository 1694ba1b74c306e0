"use client";
import { ExampleFields } from "@/components/harness/prompts/example-fields";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { type PromptBody, type PromptParts, promptBody, promptParts } from "@/lib/harness/prompts/prompt-body";
import { issuesByPart } from "@/lib/harness/prompts/prompt-issues";

type Props = { number: number; body: PromptBody; onChange: (body: PromptBody) => void };

/** The messages of a column, each in a field that is named with its column. */
export function ColumnTexts({ number, body, onChange }: Props) {
  const parts = promptParts(body);
  const issues = issuesByPart(body);
  const change = (part: Partial<PromptParts>) => onChange(promptBody({ ...parts, ...part }));
  const suffix = `, column ${number}`;
  return (
    <>
      <Text
        label={`Instructions${suffix}`}
        error={issues.system}
        rows={6}
        value={parts.system}
        onChange={(system) => change({ system })}
      />
      <ExampleFields
        suffix={suffix}
        examples={parts.examples ?? []}
        onChange={(examples) => change({ examples })}
        renderText={({ at, ...text }) => <Text {...text} error={issues.examples.get(at)} rows={2} />}
      />
      <Text
        label={`Message${suffix}`}
        error={issues.user}
        rows={3}
        value={parts.user}
        onChange={(user) => change({ user })}
      />
    </>
  );
}

type TextProps = {
  label: string;
  error: string | undefined;
  rows: number;
  value: string;
  onChange: ((value: string) => void) | undefined;
};

const Text = ({ label, error, rows, value, onChange }: TextProps) => (
  <Field label={label} error={error}>
    <Textarea rows={rows} className="mono" value={value} onChange={(event) => onChange?.(event.target.value)} />
  </Field>
);
