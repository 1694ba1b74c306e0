import { Draft, DraftEdge } from "@/lib/harness/graph/draft";
import { type DraftChange, isSameValue, valueAt } from "@/lib/harness/graph/draft-change";
import { brokenLine, refusalOfEdge } from "@/lib/harness/graph/edge-rules";
import { fieldWords } from "@/lib/harness/graph/field-words";
import { soundGroups } from "@/lib/harness/graph/groups-problem";
import { parseRaw, putChanges, rawOf } from "@/lib/harness/graph/raw-draft";
import { structureProblem } from "@/lib/harness/graph/structure-problem";
import { boundProblem } from "@/lib/harness/graph/validity-problem";
import type { Json } from "@/lib/release/json-schema";

/**
 * A draft with other values in some of its fields. Each is changed only while it is what the change expects, so that
 * nothing of somebody else is overwritten. All of them or none: a sentence says why not. A group only loses the nodes that
 * it cannot hold after it.
 */
export function applyChanges(draft: Draft, changes: readonly DraftChange[]): Draft | string {
  const stale = changes.find((change) => !isSameValue(valueAt(draft, change.path), change.from));
  if (stale) return `${fieldWords(draft, stale.path)} was changed by somebody else meanwhile, so it stays as it is.`;
  const isLine = ({ path }: DraftChange) => path[0] === "edges";
  const without = changes.map((change) => (isLine(change) ? { path: change.path } : change));
  const raw = putChanges(rawOf(draft), without);
  const over = boundProblem({
    nodes: Object.keys(raw.nodes),
    edges: [...Object.keys(raw.edges), ...changes.filter((change) => isLine(change) && change.to !== undefined)],
    groups: Object.keys(raw.groups),
  });
  if (over) return over;
  const parsed = parseRaw(raw);
  if (!parsed.success) return `The draft would not be valid: ${wordsOf(parsed.error.issues[0])}.`;
  const shared = withShared(draft, parsed.data);
  const next = { ...shared, groups: soundGroups(shared) };
  return structureProblem(next) ?? brokenLine(draft, next) ?? withLines(next, changes.filter(isLine));
}

const wordsOf = (issue: { path: PropertyKey[]; message: string } | undefined) =>
  `${issue?.path.join(".")} ${issue?.message}`;

/** Batches of changes one after the other, from a log that is known to fit. Throws when the result is not a draft. */
export function replayChanges(draft: Draft, batches: readonly (readonly DraftChange[])[]): Draft {
  return Draft.parse(parseRaw(batches.reduce(putChanges, rawOf(draft))).data);
}

/** What has not changed is the object that it was, so that a screen draws only what has. */
function withShared(before: Draft, after: Draft): Draft {
  const known = new Map(before.nodes.map((node) => [node.id, node]));
  const same = <T extends Json>(one: T, other: T): T => (isSameValue(one, other) ? one : other);
  const at = Object.fromEntries(
    Object.entries(after.at).map(([id, place]) => [id, same(before.at[id] ?? place, place)]),
  );
  return {
    ...after,
    nodes: after.nodes.map((node) => same(known.get(node.id) ?? node, node)),
    inputs: same(before.inputs, after.inputs),
    outputs: same(before.outputs, after.outputs),
    state: same(before.state, after.state),
    context: same(before.context, after.context),
    models: same(before.models, after.models),
    limits: same(before.limits, after.limits),
    groups: same(before.groups, after.groups),
    at: isSameValue(before.at, at) ? before.at : at,
  };
}

/** Lines go back one by one, each under the rules for drawing it. */
function withLines(draft: Draft, changes: readonly DraftChange[]): Draft | string {
  let next = draft;
  for (const { to } of changes) {
    if (to === undefined) continue;
    const edge = DraftEdge.safeParse(to).data;
    if (!edge) return "A connection cannot be read.";
    const refusal = refusalOfEdge(next, edge);
    if (refusal) return refusal;
    next = { ...next, edges: [...next.edges, edge] };
  }
  return next;
}
