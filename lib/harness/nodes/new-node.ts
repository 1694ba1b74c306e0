import { type Draft, type DraftNode, RESERVED } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { definitionOf } from "@/lib/harness/nodes/catalogue";
import type { NodeKind } from "@/lib/release/node-config";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 14;

/** A new id: the prefix and 14 random characters. */
export function newGraphId(prefix: "n" | "e" | "g"): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return `${prefix}_${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}

/** A key that no node of the draft has yet: the wanted one, or with a number. */
export function freeKey(
  draft: Pick<Draft, "nodes">,
  wanted: string,
  alsoTaken: ReadonlySet<string> = new Set(),
): string {
  const taken = keysOf(draft.nodes);
  const base = slug(wanted);
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? base : `${base.slice(0, 36)}_${count}`;
    if (!taken.has(key) && !alsoTaken.has(key) && !RESERVED.has(key)) return key;
  }
}

/** Every repair that adds a step asks for a free key. */
const keysOf = onceFor((nodes: Draft["nodes"]): ReadonlySet<string> => new Set(nodes.map((node) => node.key)));

function slug(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[^a-z]+|_+$/g, "")
    .slice(0, 40);
  return plain || "step";
}

/** A node of a kind with its defaults and a key of its own. */
export function newNode(draft: Pick<Draft, "nodes">, kind: NodeKind, parent: string | null = null): DraftNode {
  const { title, config, in: bindings, policy } = definitionOf(kind);
  return {
    id: newGraphId("n"),
    key: freeKey(draft, title),
    kind,
    v: 1,
    label: title,
    parent,
    config: structuredClone(config),
    in: structuredClone(bindings),
    policy: structuredClone(policy),
  };
}
