"use client";
import { CornerDownLeft, StepForward } from "lucide-react";
import { useState } from "react";
import { useEditor, useEditorShared, useEditorStores } from "@/components/harness/editor/editor-context";
import { useTestRun } from "@/components/harness/editor/test-run-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { effectNodes, type Part, sliceDraft } from "@/lib/harness/test-runs/slice-draft";
import { schemaExample } from "@/lib/release/schema-example";

const NEVER_RUN: ReadonlySet<string> = new Set(["note", "placeholder"]);

/** Runs to the selected step, or from it; asks before steps run that may change something outside. */
export function PartButtons() {
  const { store, view } = useEditorStores();
  const { library } = useEditorShared();
  const { start, lastInput, lastCase } = useTestRun();
  const [asked, setAsked] = useState<{ part: Part; effects: string[] } | null>(null);
  const node = useEditor((state) => {
    const [id] = state.selection.size === 1 ? state.selection : [];
    const found = nodeIndex(state.draft).get(id ?? "");
    return found && !NEVER_RUN.has(found.kind) ? found : undefined;
  });
  if (!node) return null;
  const begin = (part: Part) => {
    setAsked(null);
    const input = lastInput ?? schemaExample(store.getState().draft.inputs);
    start({ input, part, ...(lastCase ? { from: lastCase } : {}) });
  };
  const ask = (part: Part) => {
    const slice = sliceDraft(store.getState().draft, part);
    if (!slice.ok) return store.setState({ refusal: slice.refusal });
    const { pins } = view.getState();
    const effects = effectNodes(slice.draft, new Map(library.tools.map((tool) => [tool.key, tool.sideEffect]))).filter(
      (one) => !pins.has(one.id),
    );
    if (effects.length === 0) begin(part);
    else setAsked({ part, effects: effects.map((one) => one.label) });
  };
  return (
    <>
      <Button title="Run to here" onClick={() => ask({ mode: "to", nodeId: node.id })}>
        <CornerDownLeft className="i s" aria-hidden />
        <span className="part-label">Run to here</span>
      </Button>
      <Button title="Run from here" onClick={() => ask({ mode: "from", nodeId: node.id })}>
        <StepForward className="i s" aria-hidden />
        <span className="part-label">Run from here</span>
      </Button>
      <Dialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title="Steps that may change something will run"
        description="What has not changed since the last run with the same input is not run again."
        footer={
          <>
            <Button onClick={() => setAsked(null)}>Not now</Button>
            <Button variant="primary" onClick={() => asked && begin(asked.part)}>
              Run them
            </Button>
          </>
        }
      >
        <ul className="list-disc pl-5">
          {asked?.effects.map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
