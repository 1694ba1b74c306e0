import { withInside } from "@/lib/harness/canvas/inside-of";
import type { PinnedRelease } from "@/lib/harness/compile/library";
import { applyCommand } from "@/lib/harness/graph/apply-command";
import { availabilityOf } from "@/lib/harness/graph/availability";
import type { Command } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { draftTypes } from "@/lib/harness/graph/draft-types";
import { graphProblem } from "@/lib/harness/graph/structure-problem";
import { freeKey, newNode } from "@/lib/harness/nodes/new-node";
import type { StepSources } from "@/lib/harness/nodes/output-schema";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { type Prompts, storedPrompt } from "@/lib/harness/prompts/stored-prompt";
import { checkStoredPrompt, moveStep } from "@/lib/harness/subflows/move-step";
import type { OuterReads } from "@/lib/harness/subflows/outer-reads";
import { outsideReaders } from "@/lib/harness/subflows/outside-readers";
import { type PassedValue, PassedValues } from "@/lib/harness/subflows/passed-values";
import { refusalOfStep } from "@/lib/harness/subflows/refusal-of-step";
import { replaceByStep } from "@/lib/harness/subflows/replace-by-step";
import { selectionShape } from "@/lib/harness/subflows/selection-shape";
import { subflowDraft } from "@/lib/harness/subflows/subflow-draft";

export type ExtractSource = StepSources & { prompts: Prompts };
export type Extraction =
  | {
      ok: true;
      /** The selected steps as a harness of their own. */
      draft: Draft;
      inputs: readonly PassedValue[];
      /** Keys of the steps whose outputs it gives. */
      outputs: readonly string[];
      /** The edit that puts a subflow in place of the steps; one step of undo. */
      replaceBy(release: Pick<PinnedRelease, "harness" | "release">): Command;
    }
  | { ok: false; refusal: string };

/**
 * Makes selected steps a harness of their own. What they read from outside becomes its inputs, what is read of them its
 * outputs. Refused is whatever would not run or not mean the same: more than one way in or out, a way out that is not
 * always taken, values of some paths only, writes of the run's state, memory and conversation of this run.
 */
export function extractSubflow(
  draft: Draft,
  selection: ReadonlySet<string>,
  { name, source }: { name: string; source: ExtractSource },
): Extraction {
  const refuse = (refusal: string): Extraction => ({ ok: false, refusal });
  const selected = withInside(draft, selection);
  const parts = draft.nodes.filter((node) => selected.has(node.id) && node.kind !== "note");
  for (const node of parts) {
    const refusal = refusalOfStep(draft, node);
    if (refusal) return refuse(refusal);
  }
  const shape = selectionShape(draft, selection);
  if (typeof shape === "string") return refuse(shape);
  const texts = parts.map((node) => [node, storedText(node, source.prompts)] as const);
  const passed = new PassedValues(fieldNames(draft, texts));
  const outer: OuterReads = {
    ...{ draft, inside: shape.inside, passed, problems: [] },
    types: draftTypes(draft, source),
  };
  const moved = texts.map(([node, text]) => {
    if (text) checkStoredPrompt(node, text, outer);
    return moveStep(node, outer);
  });
  const step = { ...newNode(draft, "subflow", shape.parent), key: freeKey(draft, name), label: name.slice(0, 80) };
  const readers = outsideReaders(draft, { inside: shape.inside, subflow: step });
  const [problem] = [...outer.problems, ...readers.problems];
  if (problem) return refuse(problem);
  const outputs = [...readers.used].sort();
  const inputs = passed.all();
  const built = subflowDraft(outer, { name, moved, inputs, outputs, shape });
  const replaceBy = (release: Pick<PinnedRelease, "harness" | "release">) =>
    replaceByStep(draft, { step, release, inputs, shape, changed: readers.changed });
  const refusal =
    refusalOfSubflow(built.draft, { endId: built.endId, outputs }) ??
    refusalOfReplacement(draft, { command: replaceBy({ harness: "subflow", release: 1 }), stepId: step.id, inputs });
  return refusal ? refuse(refusal) : { ok: true, draft: built.draft, inputs, outputs, replaceBy };
}

/** The text of the stored prompt that a step uses; null for one that has its own, or an unknown one. */
function storedText(node: DraftNode, prompts: Prompts): string | null {
  const found = storedPrompt(node, prompts);
  return found?.body.messages.map(({ content }) => content).join("\n") ?? null;
}

const FIELD = /\binput\s*\.\??\s*([A-Za-z_]\w*)/g;

/** Fields of the run's input, declared or read: they keep their names. */
function fieldNames(draft: Draft, texts: readonly (readonly [DraftNode, string | null])[]): Set<string> {
  const { properties } = draft.inputs;
  const declared = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  const read = texts.flatMap(([node, text]) =>
    [...`${JSON.stringify([node.config, node.in])}${text ?? ""}`.matchAll(FIELD)].map((match) => match[1] ?? ""),
  );
  const refs = texts.flatMap(([node]) => [...JSON.stringify(node).matchAll(/"from":"input","path":\["(\w+)"/g)]);
  return new Set([...declared, ...read, ...refs.map((match) => match[1] ?? "")]);
}

function refusalOfSubflow(draft: Draft, { endId, outputs }: { endId: string; outputs: readonly string[] }) {
  const problem = graphProblem(draft);
  if (problem) return problem;
  const { guards, sure } = availabilityOf(draft, endId);
  if (guards.size > 0) return `On some paths nothing comes after the selection. ${openExit(draft)}`;
  const maybe = draft.nodes.find((node) => outputs.includes(node.key) && !sure.has(node.id));
  return maybe
    ? `"${maybe.label}" runs on some paths only, and is read outside of the selection. Select what reads it, too.`
    : null;
}

/** Where a path of the part ends without the end. */
function openExit(draft: Draft): string {
  for (const node of draft.nodes) {
    const exit = portsOf(node).out.find(
      ({ id }) => !draft.edges.some((edge) => edge.from.node === node.id && edge.from.port === id),
    );
    if (exit) return `"${exit.label || exit.id}" of "${node.label}" leads nowhere: connect it first.`;
  }
  return "Select a part that always goes on.";
}

type Replacement = { command: Command; stepId: string; inputs: readonly PassedValue[] };

function refusalOfReplacement(draft: Draft, { command, stepId, inputs }: Replacement): string | null {
  const applied = applyCommand(draft, command);
  if (!applied.ok) return applied.refusal;
  const { sure } = availabilityOf(applied.draft, stepId);
  const keys = new Set(inputs.flatMap(({ path: [root, key] }) => (root === "steps" && key ? [key] : [])));
  const maybe = applied.draft.nodes.find((node) => keys.has(node.key) && !sure.has(node.id));
  return maybe
    ? `The selection reads "${maybe.label}", which runs on some paths only. Select it too, or read it in a step before.`
    : null;
}
