import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { linesInto } from "@/lib/harness/readiness/lines";

/** Which exit each fork took, by node id, for a line to be live. */
type Way = ReadonlyMap<string, string>;
const ANYHOW: readonly Way[] = [new Map()];
/** Beyond this many ways to a step nothing is said about them. */
const MAX_WAYS = 64;
const ENTRY = "entry";

/** Two lines of these of which both can be live in one run; null when each pair excludes each other. */
export function linesTogether(draft: Draft, lines: readonly DraftEdge[]): [DraftEdge, DraftEdge] | null {
  const found = new Map<string, readonly Way[]>();
  const ways = lines.map((line) => waysOfLine(draft, line, found));
  for (const [at, line] of lines.entries())
    for (const [before, other] of lines.slice(0, at).entries())
      if (!areExclusive(ways[at] ?? ANYHOW, ways[before] ?? ANYHOW)) return [other, line];
  return null;
}

const areExclusive = (some: readonly Way[], others: readonly Way[]): boolean =>
  some.every((one) => others.every((other) => [...one].some(([fork, exit]) => (other.get(fork) ?? exit) !== exit)));

type Found = Map<string, readonly Way[]>;

function waysOfLine(draft: Draft, { from }: DraftEdge, found: Found): readonly Way[] {
  const source = nodeIndex(draft).get(from.node);
  // Inside of a container every round begins anew.
  if (!source || from.port === "body") return ANYHOW;
  const ways = waysTo(draft, source, found);
  const exits = portsOf(source).out.filter(({ id }) => id !== "body");
  return exits.length < 2 ? ways : ways.map((way) => new Map(way).set(source.id, from.port));
}

function waysTo(draft: Draft, node: DraftNode, found: Found): readonly Way[] {
  const known = found.get(node.id);
  if (known) return known;
  // A circle is refused when it is drawn; one that was imported ends here.
  found.set(node.id, ANYHOW);
  const lines = linesInto(draft, node.id);
  const all = lines.length === 0 ? [entryOf(node)] : lines.flatMap((line) => waysOfLine(draft, line, found));
  const distinct = [...new Map(all.map((way) => [printed(way), way])).values()];
  const ways = distinct.length > MAX_WAYS ? ANYHOW : distinct;
  found.set(node.id, ways);
  return ways;
}

/** One trigger starts a run. */
const entryOf = ({ id, kind }: DraftNode): Way => new Map(kind.startsWith("trigger.") ? [[ENTRY, id]] : []);

const printed = (way: Way): string =>
  [...way]
    .map(([fork, exit]) => `${fork}:${exit}`)
    .sort()
    .join(" ");
