import { type BenchForm, kindOf, kindOptions } from "@/components/governance/policies/tested-action";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { PolicySetView } from "@/lib/governance/policies/schema";
import { SCOPE_WORDS } from "@/lib/governance/policies/sentence";
import { MemoryScopeName } from "@/lib/release/memory-grants";
import { NODE_CONFIG } from "@/lib/release/node-config";

type Props = { set: PolicySetView; form: BenchForm; onChange: (change: Partial<BenchForm>) => void };

const METHODS = NODE_CONFIG.http.shape.method.options.map((value) => ({ value, label: value }));
const EFFECTS = [
  { value: "none", label: "Changes nothing" },
  { value: "idempotent", label: "The same when repeated" },
  { value: "unsafe", label: "Must not happen twice" },
];
const SCOPES = MemoryScopeName.options.map((scope) => ({
  value: scope,
  label: `Memory of ${SCOPE_WORDS[scope]}`,
  hint: scope,
}));

/** What somebody wants to do, with the fields that this takes. */
export function BenchFields({ set, form, onChange }: Props) {
  const choice = (
    label: string,
    name: "tool" | "method" | "sideEffect" | "model" | "knowledge" | "scope",
    options: SelectOption[],
  ) => (
    <Field label={label}>
      <Select value={form[name]} onChange={(value) => onChange({ [name]: value })} options={options} />
    </Field>
  );
  return (
    <>
      <Field label="Wants to">
        <Select value={form.kind} onChange={(value) => onChange({ kind: kindOf(value) })} options={kindOptions(set)} />
      </Field>
      {form.kind === "tool.call" && (
        <>
          {choice(
            "Tool",
            "tool",
            set.tools.map(({ key, name }) => ({ value: key, label: name, hint: key })),
          )}
          <Field label="Arguments (JSON)">
            <Textarea
              className="mono"
              rows={4}
              spellCheck={false}
              value={form.args}
              onChange={(event) => onChange({ args: event.target.value })}
            />
          </Field>
        </>
      )}
      {form.kind === "request" && (
        <>
          <div className="grid grid-cols-[110px_minmax(0,1fr)] gap-2">
            {choice("Method", "method", METHODS)}
            <Field label="Host">
              <Input value={form.host} maxLength={253} onChange={(event) => onChange({ host: event.target.value })} />
            </Field>
          </div>
          {choice("Effect", "sideEffect", EFFECTS)}
        </>
      )}
      {form.kind === "model.invoke" && (
        <>
          {choice(
            "Model",
            "model",
            set.models.map(({ ref, simulated }) => ({
              value: ref,
              label: ref,
              ...(simulated && { hint: "simulated" }),
            })),
          )}
          <Field label="Input tokens">
            <Input
              type="number"
              min={0}
              value={String(form.inputTokens)}
              onChange={(event) => onChange({ inputTokens: Math.max(0, Math.round(Number(event.target.value))) })}
            />
          </Field>
        </>
      )}
      {form.kind === "knowledge.read" &&
        choice(
          "Knowledge",
          "knowledge",
          set.knowledge.map(({ key, name }) => ({ value: key, label: name, hint: key })),
        )}
      {(form.kind === "memory.read" || form.kind === "memory.write") && choice("Whose", "scope", SCOPES)}
    </>
  );
}
