import { type Draft, emptyDraft } from "@/lib/harness/graph/draft";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import type { Binding } from "@/lib/release/binding";
import type { Json, JsonSchema } from "@/lib/release/json-schema";
import type { NodeKind } from "@/lib/release/node-config";
import type { ModelSlot } from "@/lib/release/program";

export type WorkbenchStep = {
  kind: Extract<NodeKind, "tool" | "llm" | "code">;
  label: string;
  inputs: JsonSchema;
  config: Record<string, Json>;
  in: Record<string, Binding>;
  model?: ModelSlot;
};

/** Fixed, so that equal steps make equal releases. */
const [START, STEP, END] = ["n_workbench00start", "n_workbench000step", "n_workbench0000end"] as const;

/** One step between a start and an end, as the editor would draw it: what a test of a tool or of a prompt executes. */
export function workbenchDraft({ kind, label, inputs, config, in: bindings, model }: WorkbenchStep): Draft {
  const draft = emptyDraft("Workbench");
  const node = (id: string, of: NodeKind, key: string) => {
    const { config: defaults, policy } = definitionOf(of);
    return { id, key, kind: of, v: 1 as const, label: key, parent: null, config: defaults, in: {}, policy };
  };
  const edge = (id: string, from: string, to: string) => ({
    id,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  return {
    ...draft,
    inputs,
    models: model ? { main: model } : draft.models,
    nodes: [
      node(START, "trigger.api", "start"),
      { ...node(STEP, kind, "step"), label: label.slice(0, 80) || kind, config, in: bindings },
      { ...node(END, "end", "end"), in: { result: { cel: "steps.step.output" } } },
    ],
    edges: [edge("e_workbench0000one", START, STEP), edge("e_workbench0000two", STEP, END)],
    at: { [START]: { x: 0, y: 0 }, [STEP]: { x: 0, y: 120 }, [END]: { x: 0, y: 240 } },
  };
}
