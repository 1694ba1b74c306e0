import { nodeIndex } from "@/lib/harness/canvas/node-index";
import { leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
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
  const found = foundIn(draft);
  const ways = lines.map((line) => waysOfLine(draft, line, found));
  for (const [at, line] of lines.entries())
    for (const [before, other] of lines.slice(0, at).entries())
      if (canMeet(ways[at] ?? ANYHOW, ways[before] ?? ANYHOW)) return [other, line];
  return null;
}

/** Tells whether one of the lines can be live in a run that takes an exit. Too many ways to tell apart may hold such a run. */
export function canFollow(draft: Draft, lines: readonly DraftEdge[]): (exit: DraftEdge["from"]) => boolean {
  const found = foundIn(draft);
  const others = lines.map((line) => waysOfLine(draft, line, found));
  return (from) => {
    const ways = waysOfLine(draft, { from }, found);
    return ways.isCut || others.some((other) => other.isCut || canMeet(ways, other));
  };
}

const canMeet = (some: Ways, others: Ways): boolean =>
  !some.isCut && !others.isCut && some.all.some((one) => others.all.some((other) => agree(one, other)));

function agree(one: Way, other: Way): boolean {
  for (const [fork, exit] of one) if ((other.get(fork) ?? exit) !== exit) return false;
  return true;
}

type Found = Map<string, Ways>;
/** What was found out about a draft, for every line that is asked about. */
const foundIn = onceFor((_draft: Draft): Found => new Map());

function waysOfLine(draft: Draft, { from }: Pick<DraftEdge, "from">, found: Found): Ways {
  const source = nodeIndex(draft).get(from.node);
  // Inside of a container every round begins anew.
  if (!source || leadsInside(source, from.port)) return ANYHOW;
  const ways = waysTo(draft, source, found);
  const exits = portsOf(source).out.filter(({ id }) => !leadsInside(source, id));
  return exits.length < 2 ? ways : { ...ways, all: ways.all.map((way) => new Map(way).set(source.id, from.port)) };
}

function waysTo(draft: Draft, node: DraftNode, found: Found): Ways {
  const known = found.get(node.id);
  if (known) return known;
  // A circle is refused when it is drawn; one that was imported ends here.
  found.set(node.id, ANYHOW);
  const into = linesInto(draft, node.id).map((line) => waysOfLine(draft, line, found));
  const all = into.length === 0 ? [entryOf(node)] : into.flatMap((ways) => ways.all);
  const distinct = all.length === 1 ? all : [...new Map(all.map((way) => [printed(way), way])).values()];
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
