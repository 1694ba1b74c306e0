import { nodeIndex } from "@/lib/harness/canvas/node-index";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { linesInto } from "@/lib/harness/readiness/lines";

/** Which exit each fork took, by node id, for a line to be live. */
type Way = ReadonlyMap<string, string>;
/** `isCut`: there were too many to tell apart; what all of them have in common stands for them. */
type Ways = { all: readonly Way[]; isCut: boolean };
const ANYHOW: Ways = { all: [new Map()], isCut: false };
/** Beyond this many ways to a step nothing is said against them. */
const MAX_WAYS = 64;
const ENTRY = "entry";

/** Two lines of these of which both can be live in one run; null when each pair excludes each other. */
export function linesTogether(draft: Draft, lines: readonly DraftEdge[]): [DraftEdge, DraftEdge] | null {
  const found: Found = new Map();
  const ways = lines.map((line) => waysOfLine(draft, line, found));
  for (const [at, line] of lines.entries())
    for (const [before, other] of lines.slice(0, at).entries())
      if (canMeet(ways[at] ?? ANYHOW, ways[before] ?? ANYHOW)) return [other, line];
  return null;
}

/** Whether one of the lines can be live in a run that takes an exit. Too many ways to tell apart may hold such a run. */
export function canMeetAny(draft: Draft, exit: Pick<DraftEdge, "from">, lines: readonly DraftEdge[]): boolean {
  const found: Found = new Map();
  const ways = waysOfLine(draft, exit, found);
  return lines.some((line) => {
    const others = waysOfLine(draft, line, found);
    return ways.isCut || others.isCut || canMeet(ways, others);
  });
}

const canMeet = (some: Ways, others: Ways): boolean =>
  !some.isCut &&
  !others.isCut &&
  some.all.some((one) =>
    others.all.some((other) => [...one].every(([fork, exit]) => (other.get(fork) ?? exit) === exit)),
  );

type Found = Map<string, Ways>;

function waysOfLine(draft: Draft, { from }: Pick<DraftEdge, "from">, found: Found): Ways {
  const source = nodeIndex(draft).get(from.node);
  // Inside of a container every round begins anew.
  if (!source || from.port === "body") return ANYHOW;
  const ways = waysTo(draft, source, found);
  const exits = portsOf(source).out.filter(({ id }) => id !== "body");
  return exits.length < 2 ? ways : { ...ways, all: ways.all.map((way) => new Map(way).set(source.id, from.port)) };
}

function waysTo(draft: Draft, node: DraftNode, found: Found): Ways {
  const known = found.get(node.id);
  if (known) return known;
  // A circle is refused when it is drawn; one that was imported ends here.
  found.set(node.id, ANYHOW);
  const into = linesInto(draft, node.id).map((line) => waysOfLine(draft, line, found));
  const all = into.length === 0 ? [entryOf(node)] : into.flatMap((ways) => ways.all);
  const distinct = [...new Map(all.map((way) => [printed(way), way])).values()];
  const isCut = distinct.length > MAX_WAYS || into.some((ways) => ways.isCut);
  const ways = { all: distinct.length > MAX_WAYS ? [commonOf(distinct)] : distinct, isCut };
  found.set(node.id, ways);
  return ways;
}

const commonOf = ([first = new Map(), ...others]: readonly Way[]): Way =>
  new Map([...first].filter(([fork, exit]) => others.every((other) => other.get(fork) === exit)));

/** One trigger starts a run. */
const entryOf = ({ id, kind }: DraftNode): Way => new Map(kind.startsWith("trigger.") ? [[ENTRY, id]] : []);

const printed = (way: Way): string =>
  [...way]
    .map(([fork, exit]) => `${fork}:${exit}`)
    .sort()
    .join(" ");
