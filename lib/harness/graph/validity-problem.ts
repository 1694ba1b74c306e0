import { Draft, DraftEdge, DraftNode, MAX_EDGES, MAX_GROUPS, MAX_NODES, Place } from "@/lib/harness/graph/draft";
import { jsonHazard } from "@/lib/platform/http/json-hazard";

const FIELDS = ["name", "inputs", "outputs", "state", "context", "models", "limits", "groups"] as const;
type Issue = { path: PropertyKey[]; message: string };

/** Why a draft cannot hold what an edit made of it, in a sentence, or null. Looks only at what is not the object that it was. */
export function validityProblem(before: Draft, after: Draft): string | null {
  return (
    boundProblem(after) ??
    nodeProblem(changed(before.nodes, after.nodes)) ??
    edgeProblem(changed(before.edges, after.edges)) ??
    placeProblem(before, after) ??
    fieldProblem(before, after)
  );
}

/** Too many nodes, lines or groups, in a sentence, or null. */
export function boundProblem({ nodes, edges, groups }: Record<"nodes" | "edges" | "groups", readonly unknown[]>) {
  if (nodes.length > MAX_NODES) return tooMany(MAX_NODES, "nodes", nodes.length);
  if (edges.length > MAX_EDGES) return tooMany(MAX_EDGES, "connections", edges.length);
  return groups.length > MAX_GROUPS ? tooMany(MAX_GROUPS, "groups", groups.length) : null;
}

const tooMany = (max: number, things: string, count: number) =>
  `A harness holds at most ${thousands(max)} ${things}; this would make ${thousands(count)}.`;
const thousands = (count: number) => count.toLocaleString("en");

function changed<T extends object>(before: readonly T[], after: readonly T[]): readonly T[] {
  if (before === after) return [];
  const known = new Set(before);
  return after.filter((row) => !known.has(row));
}

function nodeProblem(nodes: readonly DraftNode[]): string | null {
  for (const node of nodes) {
    const issue = DraftNode.safeParse(node).error?.issues[0] ?? textIssue(node);
    if (issue) return `"${node.label.slice(0, 80)}" would not be valid: ${wordsOf(issue)}.`;
  }
  return null;
}

function edgeProblem(edges: readonly DraftEdge[]): string | null {
  const issue = edges.map((edge) => DraftEdge.safeParse(edge).error?.issues[0]).find((one) => one);
  return issue ? `A connection would not be valid: ${wordsOf(issue)}.` : null;
}

function placeProblem(before: Draft, after: Draft): string | null {
  if (before.at === after.at) return null;
  const isBad = ([id, place]: [string, Place]) => place !== before.at[id] && !Place.safeParse(place).success;
  return Object.entries(after.at).some(isBad) ? "A node would have no place that can be drawn." : null;
}

function fieldProblem(before: Draft, after: Draft): string | null {
  for (const name of FIELDS) {
    if (before[name] === after[name]) continue;
    const issue = Draft.shape[name].safeParse(after[name]).error?.issues[0] ?? textIssue(after[name]);
    if (issue) return `The draft would not be valid: ${wordsOf({ ...issue, path: [name, ...issue.path] })}.`;
  }
  return null;
}

/** A text that no database holds: NUL, or half of a surrogate pair. */
function textIssue(value: unknown): Issue | null {
  const hazard = jsonHazard(value);
  return hazard && { path: hazard.pointer.split("/").slice(1), message: hazard.message.slice(0, -1) };
}

const wordsOf = ({ path, message }: Issue) => `${path.map(String).join(".")}: ${message.slice(0, 200)}`;
