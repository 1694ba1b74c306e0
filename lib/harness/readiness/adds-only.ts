import type { SingleCommand } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";

/**
 * Whether an edit leaves everything that a draft says as it is, and only says something more: a bound where there was none,
 * a binding that was missing, a line. Anything that is taken out, lowered or put in the place of something else is for a
 * person to decide, and so are steps and models that come in. The one place where repairs are told apart.
 */
export function addsOnly(draft: Draft, commands: readonly SingleCommand[]): boolean {
  return commands.every((command) => {
    if (command.kind === "connect") return draft.edges.every(({ id }) => id !== command.edge.id);
    if (command.kind !== "set-node") return false;
    const node = draft.nodes.find(({ id }) => id === command.id);
    if (!node) return false;
    const before = { label: node.label, config: node.config, in: node.in, policy: node.policy };
    return isKept(before, { ...before, ...command.change });
  });
}

/** Whether all of `before` is in `after`: fields with their values, elements of lists in their order. */
function isKept(before: unknown, after: unknown): boolean {
  if (before === undefined || before === null) return true;
  if (Array.isArray(before)) return Array.isArray(after) && areKept(before, after);
  if (typeof before !== "object") return before === after;
  if (typeof after !== "object" || after === null || Array.isArray(after)) return false;
  const fields = new Map(Object.entries(after));
  return Object.entries(before).every(([name, value]) => isKept(value, fields.get(name)));
}

function areKept(before: readonly unknown[], after: readonly unknown[]): boolean {
  let from = 0;
  return before.every((value) => {
    const found = after.findIndex((one, at) => at >= from && isKept(value, one) && isKept(one, value));
    from = found + 1;
    return found >= 0;
  });
}
