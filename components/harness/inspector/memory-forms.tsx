"use client";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { KINDS, SCOPES } from "@/components/harness/inspector/memory-words";
import { NumberField } from "@/components/harness/inspector/number-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { isSharedScope, MemoryKind } from "@/lib/release/memory-grants";
import { NODE_CONFIG } from "@/lib/release/node-config";

/** What is looked up: in whose memory, by key or by words, and how much of it. */
export function MemoryReadForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG["memory.read"].partial().safeParse(node.config).data ?? {};
  const kinds = config.kinds ?? [];
  const mode = config.mode ?? "query";
  const toggle = (kind: (typeof kinds)[number], isOn: boolean) =>
    setConfig({ kinds: isOn ? [...kinds, kind] : kinds.filter((one) => one !== kind) }, "kinds");
  return (
    <>
      <ChoiceField
        label="Memory of"
        value={config.scope ?? "user"}
        options={SCOPES}
        onChange={(scope) => setConfig({ scope }, "scope")}
      />
      <fieldset className="grid gap-1.5">
        <legend className="label mb-1">Looks for</legend>
        {MemoryKind.options.map((kind) => (
          <Checkbox
            key={kind}
            label={KINDS.find((one) => one.value === kind)?.label ?? kind}
            checked={kinds.includes(kind)}
            disabled={kinds.length === 1 && kinds.includes(kind)}
            onChange={(isOn) => toggle(kind, isOn)}
          />
        ))}
      </fieldset>
      <ChoiceField
        label="Finds it by"
        value={mode}
        options={[
          { value: "query", label: "Words" },
          { value: "key", label: "Its key" },
        ]}
        onChange={(next) => setConfig({ mode: next }, "mode")}
      />
      <BindingField
        nodeId={node.id}
        label={mode === "key" ? "Key" : "Words"}
        binding={node.in[mode] ?? { tpl: "{{ input.message }}" }}
        onChange={(binding) => setInputs({ [mode]: binding }, mode)}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Entries at most"
          value={config.limit ?? 10}
          min={1}
          max={50}
          onChange={(limit) => setConfig({ limit }, "limit")}
        />
        <NumberField
          label="Together at most"
          unit="tokens"
          value={config.budgetTokens ?? 2_000}
          min={1}
          max={50_000}
          onChange={(budgetTokens) => setConfig({ budgetTokens }, "budgetTokens")}
        />
      </div>
    </>
  );
}

/** What is remembered, in whose memory and under which key. */
export function MemoryWriteForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG["memory.write"].partial().safeParse(node.config).data ?? {};
  const { if_version: ifVersion, ...rest } = node.in;
  const field = (name: string, label: string, hint?: string) => (
    <BindingField
      nodeId={node.id}
      label={label}
      hint={hint}
      binding={node.in[name] ?? { lit: "" }}
      onChange={(binding) => setInputs({ ...node.in, [name]: binding }, name)}
    />
  );
  return (
    <>
      <ChoiceField
        label="Memory of"
        value={config.scope ?? "user"}
        options={SCOPES}
        onChange={(scope) => setConfig({ scope }, "scope")}
      />
      {isSharedScope(config.scope ?? "") && (
        <p className="text-12 warn">
          Others read this too. Do not write here what one person said without a check in between.
        </p>
      )}
      <ChoiceField
        label="Remembers it as"
        value={config.kind ?? "fact"}
        options={KINDS}
        onChange={(kind) => setConfig({ kind }, "kind")}
      />
      {field("key", "Key")}
      {field("value", "Value")}
      <Checkbox
        label="Only if nobody changed it since it was read"
        hint="A newer value leads to the exit conflict."
        checked={ifVersion !== undefined}
        onChange={(isOn) => setInputs(isOn ? { ...rest, if_version: { cel: "0" } } : rest, "if_version")}
      />
      {ifVersion &&
        field(
          "if_version",
          "Version that was read",
          "For example steps.read_memory.output.version; 0 when there was none.",
        )}
    </>
  );
}
