import type { Program, ProgramNode } from "@/lib/release/program";

/** One execution of a node: at the top (path ""), or in an item or a round (`@search[3]`). */
export type Place = { nodeId: string; path: string };

/** Path of the scope around a scope: `@a[1]@b#2` is inside `@a[1]`. */
const outside = (path: string): string => path.slice(0, path.lastIndexOf("@"));

/** A loop's rounds build on each other: a step inside one is replayed from the beginning of the outermost loop. */
export function replayedPlace(nodes: ReadonlyMap<string, ProgramNode>, place: Place): Place {
  let found = place;
  for (let at = place; at.path !== ""; ) {
    const container = nodes.get(nodes.get(at.nodeId)?.parent ?? "");
    if (!container) return found;
    at = { nodeId: container.id, path: outside(at.path) };
    if (container.kind === "loop") found = at;
  }
  return found;
}

/**
 * What a step can have influenced: itself, everything that its edges lead to, and everything that the containers around it
 * lead to. The containers themselves stay open; their other items and rounds are not touched.
 */
export function influencedBy(program: Program, from: Place): (place: Place) => boolean {
  const nodes = new Map(program.nodes.map((node) => [node.id, node]));
  const levels = [{ path: from.path, ids: reachable(program, nodes, from.nodeId) }];
  for (let at = from; at.path !== ""; ) {
    const container = nodes.get(nodes.get(at.nodeId)?.parent ?? "");
    if (!container) break;
    at = { nodeId: container.id, path: outside(at.path) };
    const ids = reachable(program, nodes, container.id);
    ids.delete(container.id);
    levels.push({ path: at.path, ids });
  }
  return ({ nodeId, path }) =>
    levels.some((level) => {
      if (path === level.path) return level.ids.has(nodeId);
      const key = path.startsWith(`${level.path}@`) ? containerKey(path.slice(level.path.length)) : null;
      return key !== null && [...level.ids].some((id) => nodes.get(id)?.key === key);
    });
}

/** `@search[3]@pages[0]` begins inside the container `search`. */
const containerKey = (path: string): string | null => /^@([^[#@]+)/.exec(path)?.[1] ?? null;

/** The node and all nodes beside it that its edges lead to. */
function reachable(program: Program, nodes: ReadonlyMap<string, ProgramNode>, start: string): Set<string> {
  const found = new Set<string>();
  const parent = nodes.get(start)?.parent ?? null;
  const stack = [start];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const edge of program.edges)
      if (edge.from.node === id && (nodes.get(edge.to.node)?.parent ?? null) === parent) stack.push(edge.to.node);
  }
  return found;
}
