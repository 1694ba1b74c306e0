import type { SpanView } from "@/lib/observability/traces/schema";
import { isContainerKind } from "@/lib/release/node-config";

/** What a node did in a run: the attempt that matters most now, how many attempts there were, and in how many items or rounds. */
export type NodeState = { span: SpanView; attempts: number; items: number };

/** Calls inside a step belong to the step: only spans that are attempts of a node count. */
export function nodeStates(spans: readonly SpanView[]): Map<string, NodeState> {
  const kindOf = new Map(spans.map((span) => [span.id, span.kind]));
  const byNode = new Map<string, SpanView[]>();
  for (const span of spans) {
    if (span.nodeId === null || !isAttempt(span, kindOf)) continue;
    const known = byNode.get(span.nodeId);
    if (known) known.push(span);
    else byNode.set(span.nodeId, [span]);
  }
  return new Map([...byNode].map(([nodeId, attempts]) => [nodeId, stateOf(attempts, spans)]));
}

function isAttempt(span: SpanView, kindOf: ReadonlyMap<string, string>): boolean {
  const parent = span.parentId === null ? undefined : kindOf.get(span.parentId);
  return span.kind !== "policy" && (parent === undefined || isContainerKind(parent));
}

function stateOf(attempts: SpanView[], all: readonly SpanView[]): NodeState {
  const [span = attempts[0]] = [...attempts].sort(
    (one, two) => weight(two) - weight(one) || two.startedAt.localeCompare(one.startedAt),
  );
  if (!span) throw new Error("A node without spans has no state.");
  const children = isContainerKind(span.kind) ? all.filter((one) => one.parentId === span.id) : [];
  return {
    span,
    attempts: Math.max(...attempts.map((attempt) => attempt.attempt)),
    items: new Set(children.map((child) => child.iterationPath)).size,
  };
}

/** What runs now is shown before what has ended. */
const weight = (span: SpanView): number => (span.state === "open" ? 1 : 0);
