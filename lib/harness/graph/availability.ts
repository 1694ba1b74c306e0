import { isContainer, leadsInside } from "@/lib/harness/graph/containers";
import type { Draft, DraftEdge, DraftNode } from "@/lib/harness/graph/draft";
import {
  chose,
  type Guards,
  intersection,
  isExhaustive,
  isWithin,
  NO_GUARDS,
  ran,
  union,
} from "@/lib/harness/graph/guards";
import { portsOf } from "@/lib/harness/nodes/ports-of";
import { isInnerEnd, NODE_CONFIG } from "@/lib/release/node-config";

/** Ids of the steps whose output a node can read: `sure` whenever it runs, `maybe` on some paths only; `guards`: what was chosen. */
export type Availability = { sure: ReadonlySet<string>; maybe: ReadonlySet<string>; guards: Guards };
type Facts = {
  guards: Guards;
  sure: ReadonlySet<string>;
  /** Steps that have settled, run or skipped, before the node starts. */
  settled: ReadonlySet<string>;
  before: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Availability = { sure: NONE, maybe: NONE, guards: NO_GUARDS };
const START: Facts = { guards: NO_GUARDS, sure: NONE, settled: NONE, before: NONE };
/** The choice that starts a run: exactly one of the triggers. */
const ENTRY = "entry";
let known: { nodes: DraftNode[]; edges: DraftEdge[]; facts: Map<string, Availability> } | null = null;

/**
 * What each node can read, by id. The picker, the checker and the compiler ask nothing else. A line carries what ran
 * before it and the choices that it took; where lines meet, what they have in common is sure, and a join of all of them
 * adds what its certain lines carry. Inside a container everything that is sure for the container is sure too; outside
 * of it only its own output can be read.
 */
export function availabilityOf(draft: Draft, nodeId: string): Availability {
  return factsOf(draft).get(nodeId) ?? NOTHING;
}

/** Worked out once for each draft, and again only when its lines, or what decides over them, have changed. */
function factsOf(draft: Draft): Map<string, Availability> {
  const { nodes, edges } = draft;
  if (known?.nodes === nodes && known.edges === edges) return known.facts;
  const facts = known?.edges === edges && decideAlike(known.nodes, nodes) ? known.facts : analyse(draft);
  known = { nodes, edges, facts };
  return facts;
}

const decideAlike = (before: readonly DraftNode[], nodes: readonly DraftNode[]): boolean =>
  before.length === nodes.length &&
  before.every((one, index) => {
    const other = nodes[index];
    return one === other || (other !== undefined && shapeOf(one) === shapeOf(other));
  });

function shapeOf(node: DraftNode): string {
  const ports = portsOf(node).out.map((port) => port.id);
  return `${node.id} ${node.parent} ${node.kind} ${ports.join(",")} ${joinModeOf(node)}`;
}

function analyse(draft: Draft): Map<string, Availability> {
  const analysis = new Analysis(draft);
  return new Map(draft.nodes.map((node) => [node.id, availabilityFrom(analysis.factsOf(node))]));
}

function availabilityFrom({ sure, before, guards }: Facts): Availability {
  let maybe: ReadonlySet<string> | undefined;
  return {
    ...{ sure, guards },
    // Of most steps nobody asks.
    get maybe() {
      maybe ??= new Set([...before].filter((id) => !sure.has(id)));
      return maybe;
    },
  };
}

/** How many lines a join waits for; a join that goes on without them after its timeout waits for one. */
function joinModeOf(node: DraftNode): "all" | "any" | "n" | null {
  if (node.kind !== "join") return null;
  const join = NODE_CONFIG.join.safeParse(node.config).data;
  if (!join) return "any";
  return join.mode === "all" && join.onTimeout === "continue" ? "any" : join.mode;
}

class Analysis {
  readonly #byId: ReadonlyMap<string, DraftNode>;
  readonly #incoming = new Map<string, DraftEdge[]>();
  readonly #facts = new Map<string, Facts>();
  readonly #exits = new Map<string, string[]>();
  readonly #open = new Set<string>();

  constructor(draft: Draft) {
    const triggers = draft.nodes.filter((node) => node.kind.startsWith("trigger."));
    this.#exits.set(ENTRY, triggers.length > 1 ? triggers.map((node) => node.id) : []);
    this.#byId = new Map(draft.nodes.map((node) => [node.id, node]));
    for (const edge of draft.edges) {
      const [from, to] = [this.#byId.get(edge.from.node), this.#byId.get(edge.to.node)];
      if (!from || !to || isInnerEnd(edge.to.port)) continue;
      if (from.parent === to.parent || (to.parent === from.id && leadsInside(from, edge.from.port)))
        this.#incoming.set(to.id, [...(this.#incoming.get(to.id) ?? []), edge]);
    }
  }

  factsOf(node: DraftNode): Facts {
    const found = this.#facts.get(node.id);
    if (found) return found;
    // A circle is refused when it is drawn; one that was imported ends here.
    if (this.#open.has(node.id)) return START;
    this.#open.add(node.id);
    const facts = withOuter(this.#withinScope(node), this.#outer(node));
    this.#open.delete(node.id);
    this.#facts.set(node.id, facts);
    return facts;
  }

  #outer(node: DraftNode): Facts | null {
    const container = node.parent ? this.#byId.get(node.parent) : undefined;
    return container && isContainer(container) ? this.factsOf(container) : null;
  }

  #withinScope(node: DraftNode): Facts {
    const lines = (this.#incoming.get(node.id) ?? []).map((edge) => this.#factsOfLine(edge));
    const [only] = lines;
    if (!only)
      return this.#exitsOf(ENTRY).includes(node.id) ? { ...START, guards: new Set([chose(ENTRY, node.id)]) } : START;
    if (lines.length === 1) return only;
    const before = union(lines.map((line) => line.before));
    const common = intersection(lines.map((line) => line.guards));
    const isAny = isExhaustive(
      lines.map((line) => line.guards),
      common,
      (id) => this.#exitsOf(id),
    );
    const mode = joinModeOf(node);
    const guards = isAny && mode !== "n" ? common : new Set([...common, ran(node.id)]);
    if (mode !== "all") {
      const [sure, settled] = [
        intersection(lines.map((line) => line.sure)),
        intersection(lines.map((line) => line.settled)),
      ];
      return { guards, sure, settled, before };
    }
    const settled = union(lines.map((line) => line.settled));
    const certain = lines.filter((line) => isWithin(line.guards, common));
    const always = [...settled].filter((id) => this.#hasRun(id, common));
    const carried =
      certain.length > 0 ? union(certain.map((line) => line.sure)) : intersection(lines.map((line) => line.sure));
    return { guards, sure: new Set([...carried, ...always]), settled, before };
  }

  /** Whether a settled step ran, given what holds. Behind its exit for errors, the error is its output. */
  #hasRun(id: string, given: Guards): boolean {
    const facts = this.#facts.get(id);
    return facts !== undefined && isWithin(facts.guards, given);
  }

  #factsOfLine({ from }: DraftEdge): Facts {
    const source = this.#byId.get(from.node);
    if (!source || leadsInside(source, from.port)) return START;
    const { guards, sure, settled, before } = this.factsOf(source);
    const isChoice = this.#exitsOf(source.id).length > 1;
    // Along a line without forks the three are one set, and stay one: to copy it takes as long as the line is.
    const withSource = new Map([...new Set([sure, settled, before])].map((set) => [set, new Set(set).add(source.id)]));
    return {
      guards: isChoice ? new Set([...guards, chose(source.id, from.port)]) : guards,
      sure: withSource.get(sure) ?? sure,
      settled: withSource.get(settled) ?? settled,
      before: withSource.get(before) ?? before,
    };
  }

  /** The exits of which a step takes exactly one; the way into a container is not one of them. */
  #exitsOf(id: string): string[] {
    const found = this.#exits.get(id);
    if (found) return found;
    const node = this.#byId.get(id);
    const exits = node
      ? portsOf(node)
          .out.map((port) => port.id)
          .filter((port) => !leadsInside(node, port))
      : [];
    this.#exits.set(id, exits);
    return exits;
  }
}

function withOuter(inner: Facts, outer: Facts | null): Facts {
  if (!outer) return inner;
  return {
    guards: new Set([...outer.guards, ...inner.guards]),
    sure: new Set([...outer.sure, ...inner.sure]),
    settled: new Set([...outer.settled, ...inner.settled]),
    before: new Set([...outer.before, ...inner.before]),
  };
}
