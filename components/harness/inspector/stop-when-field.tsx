"use client";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { checkCel } from "@/lib/release/expressions/evaluate-cel";

const EXAMPLE = "input.calls.exists(c, c.name == 'ticket_create' && c.outcome == 'ok')";

/** A condition that ends an agent before it has nothing more to call. */
export function StopWhenField({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig } = useNodeEdits(node);
  const condition = typeof node.config.stopWhen === "string" ? node.config.stopWhen : "";
  const checked = condition === "" ? null : checkCel(condition, "bool");
  return (
    <Field
      label="Ends when"
      hint="Asked after each turn with tool calls: input.text, input.turn, input.tokens and input.calls. Empty: when it calls no tool."
      error={checked && !checked.ok ? checked.error.message : undefined}
    >
      <Input
        compact
        className="mono"
        spellCheck={false}
        placeholder={EXAMPLE}
        value={condition}
        maxLength={4_000}
        onChange={({ target: { value } }) =>
          value === "" ? removeConfig("stopWhen") : setConfig({ stopWhen: value }, "stopWhen")
        }
      />
    </Field>
  );
}
