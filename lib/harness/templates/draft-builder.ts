import { applyCommand } from "@/lib/harness/graph/apply-command";
import type { Command } from "@/lib/harness/graph/command";
import { type Draft, type DraftNode, emptyDraft } from "@/lib/harness/graph/draft";
import { layoutDraft } from "@/lib/harness/graph/layout-draft";
import { newGraphId, newNode } from "@/lib/harness/nodes/new-node";
import type { NodeKind } from "@/lib/release/node-config";

type Change = Partial<Pick<DraftNode, "label" | "config" | "in" | "policy">>;

/** Draws a harness with the commands that the editor uses, so that what is drawn here is what a person could draw. */
export class DraftBuilder {
  #draft: Draft;

  constructor(name: string, change: Partial<Pick<Draft, "inputs" | "outputs" | "models" | "context" | "limits">> = {}) {
    this.#draft = { ...emptyDraft(name), ...change };
  }

  #run(command: Command): void {
    const applied = applyCommand(this.#draft, command);
    if (!applied.ok) throw new Error(applied.refusal);
    this.#draft = applied.draft;
  }

  /** Adds a node and returns its id. `config` is merged into the kind's defaults. */
  node(kind: NodeKind, key: string, change: Change = {}, parent: string | null = null): string {
    const made = newNode(this.#draft, kind, parent);
    const node = { ...made, ...change, key, config: { ...made.config, ...change.config } };
    this.#run({ kind: "add-nodes", nodes: [node], edges: [], at: { [node.id]: { x: 0, y: 0 } } });
    return node.id;
  }

  /** `to` may name a port: `map:collect`. */
  edge(from: string, to: string, port = "out", toPort = "in"): void {
    this.#run({
      kind: "connect",
      edge: { id: newGraphId("e"), from: { node: from, port }, to: { node: to, port: toPort } },
    });
  }

  /** The draft, laid out as the editor tidies up. */
  build(): Draft {
    return { ...this.#draft, at: layoutDraft(this.#draft) };
  }
}
