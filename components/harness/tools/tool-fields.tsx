"use client";
import { ClassFields } from "@/components/harness/tools/class-fields";
import { CodeFields } from "@/components/harness/tools/code-fields";
import { IdempotencyFields } from "@/components/harness/tools/idempotency-fields";
import { SecretFields } from "@/components/harness/tools/secret-fields";
import { EFFECT_MEANING, EFFECT_WORD } from "@/components/harness/tools/tool-words";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeEditor } from "@/components/ui/code-editor";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { HttpTool } from "@/lib/harness/tools/schema";
import type { ToolForm } from "@/lib/harness/tools/tool-form";
import type { ToolIssue } from "@/lib/harness/tools/tool-issues";
import { SideEffect } from "@/lib/release/tool-definition";

type Props = {
  form: ToolForm;
  isNew: boolean;
  issues: readonly ToolIssue[];
  onChange: (change: Partial<ToolForm>) => void;
};

/** Everything of a tool that a person sets, in the order in which one thinks of it. */
export function ToolFields(props: Props) {
  const { form, issues, onChange } = props;
  return (
    <>
      <NameFields {...props} />
      {form.kind === "http" && <CallFields {...props} />}
      {form.kind === "code" && <CodeFields form={form} error={issueAt(issues, "/impl/source")} onChange={onChange} />}
      <Field
        label="Answer, as JSON Schema"
        hint={
          form.kind === "http"
            ? "The body must fit; empty allows anything."
            : "What it gives must fit; empty allows anything."
        }
        error={issueAt(issues, "/output")}
      >
        <CodeEditor
          language="json"
          label="Answer, as JSON Schema"
          minHeight="72px"
          value={form.output}
          onChange={(output) => onChange({ output })}
        />
      </Field>
      <EffectFields {...props} />
      {form.kind !== "code" && form.sideEffect !== "none" && (
        <IdempotencyFields form={form} error={issueAt(issues, "/idempotency")} onChange={onChange} />
      )}
      {form.kind === "http" && <SecretFields {...props} />}
    </>
  );
}

/** The first issue at or below a place of the tool. */
const issueAt = (issues: readonly ToolIssue[], pointer: string) =>
  issues.find((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`))?.message;

/** How what is written below the schema reads the arguments. */
const READ_AS: Record<ToolForm["kind"], string> = {
  http: " Templates below read them as {{ args.<name> }}.",
  code: " The code reads them as input.<name>.",
  mcp: "",
};

function NameFields({ form, isNew, issues, onChange }: Props) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Name" error={issueAt(issues, "/name")}>
          <Input value={form.name} maxLength={80} onChange={(event) => onChange({ name: event.target.value })} />
        </Field>
        <Field
          label="Key"
          hint={isNew ? "What models and policies call it: lower-case letters, digits and _." : "It never changes."}
          error={issueAt(issues, "/key")}
        >
          <Input
            value={form.key}
            disabled={!isNew}
            spellCheck={false}
            onChange={(event) => onChange({ key: event.target.value })}
          />
        </Field>
      </div>
      <Field
        label="Description"
        hint="The model reads this to decide when to call it."
        error={issueAt(issues, "/description")}
      >
        <Textarea
          rows={2}
          maxLength={2_000}
          disabled={form.kind === "mcp"}
          value={form.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
      <Field
        label="Arguments, as JSON Schema"
        hint={`Checked before every call.${READ_AS[form.kind]}`}
        error={issueAt(issues, "/input")}
      >
        <CodeEditor
          language="json"
          label="Arguments, as JSON Schema"
          value={form.input}
          readOnly={form.kind === "mcp"}
          onChange={(input) => onChange({ input })}
        />
      </Field>
    </>
  );
}

const METHODS = HttpTool.shape.impl.shape.method;

function CallFields({ form, issues, onChange }: Props) {
  return (
    <>
      <div className="grid grid-cols-[120px_1fr] gap-3">
        <Field label="Method">
          <Select
            value={form.method}
            onChange={(method) => onChange({ method: METHODS.parse(method) })}
            options={METHODS.options.map((method) => ({ value: method, label: method }))}
          />
        </Field>
        <Field
          label="Address"
          hint="The host is written out; arguments go into path and query."
          error={issueAt(issues, "/impl/url")}
        >
          <Input value={form.url} spellCheck={false} onChange={(event) => onChange({ url: event.target.value })} />
        </Field>
      </div>
      <Field label="Headers" hint="One a line: Name: value." error={issueAt(issues, "/impl/headers")}>
        <Textarea
          rows={2}
          spellCheck={false}
          value={form.headers}
          onChange={(event) => onChange({ headers: event.target.value })}
        />
      </Field>
      {form.method !== "GET" && (
        <Field label="Body" hint="Empty sends the arguments as JSON." error={issueAt(issues, "/impl/body")}>
          <CodeEditor
            language="liquid"
            label="Body"
            minHeight="80px"
            value={form.body}
            onChange={(body) => onChange({ body })}
          />
        </Field>
      )}
    </>
  );
}

function EffectFields({ form, issues, onChange }: Props) {
  return (
    <>
      <div className="grid grid-cols-[1fr_120px] gap-3">
        <Field label="Side effect" hint={EFFECT_MEANING[form.sideEffect]}>
          <Select
            value={form.sideEffect}
            onChange={(effect) => onChange({ sideEffect: SideEffect.parse(effect) })}
            options={SideEffect.options.map((value) => ({
              value,
              label: EFFECT_WORD[value],
              hint: EFFECT_MEANING[value],
            }))}
          />
        </Field>
        <Field label="Timeout" error={issueAt(issues, "/timeoutMs")}>
          <Input
            inputMode="decimal"
            value={form.timeoutSeconds}
            end={<span className="text-12 text-faint">s</span>}
            onChange={(event) => onChange({ timeoutSeconds: event.target.value })}
          />
        </Field>
      </div>
      <Checkbox
        label="Called alone"
        hint="Of several calls in one turn of an agent, no other runs beside it."
        checked={form.exclusive}
        onChange={(exclusive) => onChange({ exclusive })}
      />
      <ClassFields
        classes={form.classes}
        isMissing={issueAt(issues, "/classes") !== undefined}
        onChange={(classes) => onChange({ classes })}
      />
    </>
  );
}
