import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { portsOf } from "@/lib/harness/nodes/ports-of";

const MAX_ROUNDS = 400;

/**
 * Plays a flow without containers by dead-path elimination: one trigger enters, steps settle in random order by random
 * exits. Gives for each step that started the steps that had an output at that moment. `random` gives numbers in [0, 1).
 */
export function playFlow(draft: Draft, entry: string, random: () => number): Map<string, Set<string>> {
  const player = new Player(draft, random);
  player.enter(entry);
  for (let round = 0; round < MAX_ROUNDS && player.step(); round += 1);
  return player.started;
}

class Player {
  readonly started = new Map<string, Set<string>>();
  readonly #ran = new Set<string>();
  readonly #skipped = new Set<string>();
  readonly #isLive = new Map<string, boolean>();
  readonly #running: DraftNode[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly random: () => number,
  ) {}

  enter(entry: string): void {
    for (const node of this.draft.nodes.filter((one) => one.kind.startsWith("trigger.")))
      if (node.id === entry) this.#start(node);
      else this.#settle(node, null);
  }

  /** Starts and skips what can be decided, and lets one running step settle; false when nothing runs any more. */
  step(): boolean {
    for (const node of this.draft.nodes) this.#decide(node);
    const [node] = this.#running.splice(Math.floor(this.random() * this.#running.length), 1);
    if (!node) return false;
    const ports = portsOf(node).out;
    this.#settle(node, ports[Math.floor(this.random() * ports.length)]?.id ?? "out");
    return true;
  }

  #decide(node: DraftNode): void {
    if (this.started.has(node.id) || this.#skipped.has(node.id)) return;
    const lines = this.draft.edges.filter((edge) => edge.to.node === node.id).map((edge) => this.#isLive.get(edge.id));
    const live = lines.filter((one) => one === true).length;
    const pending = lines.filter((one) => one === undefined).length;
    if (live + pending === 0) this.#settle(node, null);
    else if (mayStart(node, live, pending)) this.#start(node);
  }

  #start(node: DraftNode): void {
    this.started.set(node.id, new Set(this.#ran));
    this.#running.push(node);
  }

  #settle(node: DraftNode, port: string | null): void {
    (port === null ? this.#skipped : this.#ran).add(node.id);
    for (const edge of this.draft.edges)
      if (edge.from.node === node.id) this.#isLive.set(edge.id, edge.from.port === port);
  }
}

function mayStart(node: DraftNode, live: number, pending: number): boolean {
  const mode = node.kind === "join" ? node.config.mode : "any";
  if (mode === "all") return pending === 0 && live > 0;
  return live >= (mode === "n" ? Number(node.config.n) : 1);
}
