import type { ProgramChange } from "@/lib/harness/releases/schema";
import { canonicalJson } from "@/lib/release/canonical-json";
import type { Json } from "@/lib/release/json-schema";
import type { Program } from "@/lib/release/program";

type Part = ProgramChange["part"];

/** What one program changes against another: steps, lines, tools, models, state and settings. Layout is in neither. */
export function programChanges(before: Program, after: Program): ProgramChange[] {
  return [
    ...changesOf("step", stepsOf(before), stepsOf(after)),
    ...changesOf("line", linesOf(before), linesOf(after)),
    ...changesOf("tool", before.tools, after.tools),
    ...changesOf("model", before.models, after.models),
    ...changesOf("state", before.state, after.state),
    ...changesOf("setting", settingsOf(before), settingsOf(after)),
  ];
}

/** By the permanent id of the step, so that a renamed step is a changed one; shown by its key, its settings one by one. */
function stepsOf({ nodes }: Program): Record<string, object> {
  return Object.fromEntries(nodes.map(({ config, policy, ...node }) => [node.id, { ...node, ...config, ...policy }]));
}

function linesOf({ nodes, edges }: Program): Record<string, object> {
  const keyOf = new Map(nodes.map((node) => [node.id, node.key]));
  return Object.fromEntries(
    edges.map(({ from, to }) => [`${keyOf.get(from.node)}.${from.port} to ${keyOf.get(to.node)}`, {}]),
  );
}

const settingsOf = ({ name, inputs, outputs, context, limits }: Program) => ({
  name: { name },
  inputs,
  outputs,
  context,
  limits,
});

function changesOf(part: Part, before: Record<string, object>, after: Record<string, object>): ProgramChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((id): ProgramChange[] => {
    const [old, now] = [before[id], after[id]];
    const name = nameOf(now ?? old, id);
    if (!old) return [{ part, name, change: "added", fields: [] }];
    if (!now) return [{ part, name, change: "removed", fields: [] }];
    const fields = changedFields(old, now);
    return fields.length === 0 ? [] : [{ part, name, change: "changed", fields }];
  });
}

const nameOf = (value: object | undefined, id: string): string =>
  value && "key" in value && typeof value.key === "string" ? value.key : id;

function changedFields(old: object, now: object): string[] {
  const [a, b]: Record<string, Json | undefined>[] = [{ ...old }, { ...now }];
  const names = [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].sort();
  return names.filter((name) => canonicalJson(a?.[name] ?? null) !== canonicalJson(b?.[name] ?? null));
}
