import type { Draft } from "@/lib/harness/graph/draft";
import { type DraftChange, valueAt } from "@/lib/harness/graph/draft-change";
import { fieldWords } from "@/lib/harness/graph/field-words";

const MAX_SENTENCES = 8;
const MAX_NAMES = 3;

/** What a batch of changes did, in short sentences, the most important first. */
export function changeWords(before: Draft, after: Draft, changes: readonly DraftChange[]): string[] {
  const of = (area: string) => changes.filter(({ path }) => path[0] === area);
  const nodes = of("nodes");
  const rows = nodes.filter(({ path }) => path.length === 2);
  const added = rows.filter(({ to }) => to !== undefined);
  const removed = rows.filter(({ to }) => to === undefined);
  return [
    ...listed(
      "Added",
      added.map(({ path }) => labelIn(after, path[1])),
    ),
    ...listed(
      "Removed",
      removed.map(({ path }) => labelIn(before, path[1])),
    ),
    ...nodes.filter(({ path }) => path.length > 2).map((change) => fieldSentence(before, after, change)),
    ...connectionWords(before, after, of("edges")),
    ...listed("Moved", movedLabels(after, of("at"), rows)),
    ...(of("groups").length > 0 ? ["Changed groups"] : []),
    ...changes.filter(isOfHarness).map(({ path }) => `Changed ${lowered(fieldWords(after, path))}`),
  ].slice(0, MAX_SENTENCES);
}

const OTHER_AREAS = new Set(["nodes", "edges", "at", "groups"]);
const isOfHarness = ({ path }: DraftChange) => !OTHER_AREAS.has(path[0] ?? "");
const labelIn = (draft: Draft, id: string | undefined) =>
  `"${draft.nodes.find((node) => node.id === id)?.label ?? "a node"}"`;
const lowered = (words: string) => words.slice(0, 1).toLowerCase() + words.slice(1);

function listed(verb: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return [names.length > MAX_NAMES ? `${verb} ${shown} and ${names.length - MAX_NAMES} more` : `${verb} ${shown}`];
}

function fieldSentence(before: Draft, after: Draft, { path, from, to }: DraftChange): string {
  const field = path[2];
  if (field === "label") return `Renamed "${String(from)}" to "${String(to)}"`;
  if (field === "key") return `Called ${labelIn(after, path[1])} ${String(to)} in expressions, before ${String(from)}`;
  if (field === "parent")
    return to === null
      ? `Moved ${labelIn(after, path[1])} out`
      : `Moved ${labelIn(after, path[1])} into ${labelIn(after, String(to))}`;
  return `Changed ${lowered(fieldWords(after, path, before))}`;
}

function connectionWords(before: Draft, after: Draft, changes: readonly DraftChange[]): string[] {
  const made = changes.filter(({ to }) => to !== undefined);
  const gone = changes.length - made.length;
  const only = made.length === 1 ? made[0] : undefined;
  const words = only ? `Connected ${endsOf(after, only)}` : `Connected ${made.length} pairs of steps`;
  return [
    ...(made.length > 0 ? [words] : []),
    ...(gone > 0
      ? [
          gone === 1
            ? `Disconnected ${endsOf(
                before,
                changes.find(({ to }) => to === undefined),
              )}`
            : `Removed ${gone} connections`,
        ]
      : []),
  ];
}

function endsOf(draft: Draft, change: DraftChange | undefined): string {
  const edge = draft.edges.find((one) => one.id === change?.path[1]);
  return `${labelIn(draft, edge?.from.node)} to ${labelIn(draft, edge?.to.node)}`;
}

/** Nodes that have another place; those that came or went have none to speak of. */
function movedLabels(after: Draft, places: readonly DraftChange[], rows: readonly DraftChange[]): string[] {
  const ids = new Set(rows.map(({ path }) => path[1]));
  return places
    .filter(({ path }) => !ids.has(path[1]) && valueAt(after, ["nodes", path[1] ?? ""]) !== undefined)
    .map(({ path }) => labelIn(after, path[1]));
}
