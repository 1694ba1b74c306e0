"use client";
import { useState } from "react";
import { useEditor } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Draft } from "@/lib/harness/graph/draft";
import { onlyTextInput } from "@/lib/harness/test-runs/only-text-input";
import { schemaExample } from "@/lib/release/schema-example";

/** What the test starts with: the input of the last test, or one to fill in. */
export function TestPanel({ onClose }: { onClose: () => void }) {
  const inputs = useEditor((state) => state.draft.inputs);
  const { start, lastInput } = useTestRun();
  const field = onlyTextInput(inputs);
  const [text, setText] = useState(() => startText(inputs, field, lastInput));
  const [problem, setProblem] = useState<string | null>(null);
  const run = () => {
    try {
      start({ input: field ? { [field]: text } : JSON.parse(text) });
      setProblem(null);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This is not JSON.");
    }
  };
  return (
    <section className="float test-panel" aria-label="Test run">
      <Field label={field ? field : "Input (JSON)"} error={problem}>
        <Textarea
          autoFocus
          rows={field ? 3 : 8}
          className={field ? undefined : "mono"}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              run();
            }
            if (event.key === "Escape") onClose();
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        <Button variant="primary" onClick={run}>
          Run
        </Button>
      </div>
    </section>
  );
}

function startText(inputs: Draft["inputs"], field: string | null, last: unknown): string {
  if (!field) return JSON.stringify(last ?? schemaExample(inputs), null, 2);
  const before =
    typeof last === "object" && last !== null ? Object.entries(last).find(([name]) => name === field)?.[1] : "";
  return typeof before === "string" ? before : "";
}
