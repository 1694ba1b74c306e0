"use client";
import { Plus, X } from "lucide-react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { GuardrailCheckFields } from "@/components/harness/inspector/guardrail-check-fields";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { useRowIds } from "@/components/ui/use-row-ids";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { type GuardrailCheck, NODE_CONFIG } from "@/lib/release/node-config";

const MAX_CHECKS = 10;
const CHECKS: readonly { title: string; start: GuardrailCheck }[] = [
  { title: "Personal data", start: { kind: "pii", types: ["email", "phone", "iban", "card"] } },
  { title: "Secrets and keys", start: { kind: "secrets" } },
  { title: "A pattern", start: { kind: "regex", name: "Pattern", pattern: "\\bconfidential\\b" } },
  { title: "A condition", start: { kind: "cel", name: "Condition", expression: "size(input.text) > 0" } },
  { title: "Fits a JSON Schema", start: { kind: "schema", schema: { type: "object" } } },
  { title: "Length", start: { kind: "length", max: 10_000 } },
];
const JUDGE: Omit<Extract<GuardrailCheck, { kind: "judge" }>, "slot"> = {
  kind: "judge",
  name: "Judge",
  rubric: "The text is polite, about our products, and promises nothing that is not in it.",
  threshold: 0.5,
};
const titleOf = (check: GuardrailCheck) =>
  check.kind === "judge"
    ? "A model judges"
    : (CHECKS.find((one) => one.start.kind === check.kind)?.title ?? check.kind);

/** A text and what it must not contain or must be; what fails blocks it or is blacked out. */
export function GuardrailForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.guardrail.partial().safeParse(node.config).data ?? {};
  const checks = config.checks ?? [];
  const slots = useEditor((state) => state.draft.models);
  const [slot] = Object.keys(slots);
  const judge = slot === undefined ? [] : [{ title: "A model judges", start: { ...JUDGE, slot } }];
  const rows = useRowIds(checks.length);
  const set = (next: GuardrailCheck[], mark: string) => setConfig({ checks: next }, mark);
  return (
    <>
      <BindingField
        nodeId={node.id}
        label="Text"
        binding={node.in.text ?? { tpl: "" }}
        onChange={(text) => setInputs({ ...node.in, text }, "text")}
      />
      <ChoiceField
        label="When a check fails"
        value={config.action ?? "block"}
        options={[
          { value: "block", label: "It goes on at the exit block" },
          { value: "redact", label: "What was found is blacked out", hint: "What cannot be located blocks" },
        ]}
        onChange={(action) => setConfig({ action }, "action")}
      />
      <section className="grid gap-3">
        <h3>Checks</h3>
        {checks.map((check, at) => (
          <div key={rows.ids[at]} className="grid gap-2 border-border border-b pb-3">
            <div className="flex items-center gap-2">
              <b className="grow">{titleOf(check)}</b>
              <IconButton
                label={`Remove check ${at + 1}, ${titleOf(check)}`}
                size="sm"
                disabled={checks.length === 1}
                onClick={() => {
                  rows.remove(at);
                  set(checks.toSpliced(at, 1), `remove-${at}`);
                }}
              >
                <X className="i s" aria-hidden />
              </IconButton>
            </div>
            <GuardrailCheckFields
              nodeId={node.id}
              check={check}
              onChange={(next) => set(checks.toSpliced(at, 1, next), `check-${at}`)}
            />
          </div>
        ))}
        <span>
          <Menu
            align="start"
            trigger={
              <button type="button" className={buttonClass("secondary", "sm")} disabled={checks.length >= MAX_CHECKS}>
                <Plus className="i s" aria-hidden />
                Add a check
              </button>
            }
            entries={[...CHECKS, ...judge].map(({ title, start }) => ({
              label: title,
              onSelect: () => set([...checks, start], "add"),
            }))}
          />
        </span>
      </section>
    </>
  );
}
