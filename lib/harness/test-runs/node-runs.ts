import { groupBy } from "@/lib/harness/canvas/group-by";
import type { Draft } from "@/lib/harness/graph/draft";
import type { SpanView } from "@/lib/observability/traces/schema";
import { type ShownStatus, spanStatus } from "@/lib/observability/traces/span-status";

/** What a node did in the last test run. Iterations are those of a container, or of a step inside of one. */
export type NodeRun = {
  status: ShownStatus;
  durationMs: number | null;
  attempts: number;
  tokens: number;
  costMicros: number;
  simulated: boolean;
  /** The exits by which it went on; several for a step that ran for several items. */
  ports: readonly string[];
  /** By iteration path; empty outside of containers. */
  iterations: readonly { path: string; status: NodeRun["status"] }[];
};

/** The state of each node by its spans: calls inside a step count for the step, policy decisions for nothing. */
export function nodeRuns(spans: readonly SpanView[]): Map<string, NodeRun> {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const attempts = new Map<string, SpanView[]>();
  const calls = new Map<string, SpanView[]>();
  for (const span of spans) {
    if (!span.nodeId || span.kind === "policy") continue;
    const parent = span.parentId === null ? undefined : byId.get(span.parentId);
    push(parent?.nodeId === span.nodeId ? calls : attempts, span.nodeId, span);
  }
  return new Map([...attempts].map(([id, own]) => [id, runOf(own, calls.get(id) ?? [])]));
}

/** Triggers have no span of their own: the one that leads to something that ran was entered. */
export function withTriggers(runs: Map<string, NodeRun>, draft: Pick<Draft, "nodes" | "edges">): Map<string, NodeRun> {
  if (runs.size === 0) return runs;
  const all = new Map(runs);
  for (const { id, kind } of draft.nodes) {
    const leadsOn = draft.edges.some((edge) => edge.from.node === id && runs.has(edge.to.node));
    if (kind.startsWith("trigger.") && !all.has(id) && leadsOn) all.set(id, ENTERED);
  }
  return all;
}

const ENTERED: NodeRun = {
  status: "ok",
  durationMs: null,
  attempts: 1,
  tokens: 0,
  costMicros: 0,
  simulated: false,
  ports: ["out"],
  iterations: [],
};

function push(lists: Map<string, SpanView[]>, id: string, span: SpanView): void {
  const list = lists.get(id);
  if (list) list.push(span);
  else lists.set(id, [span]);
}

function runOf(own: SpanView[], calls: SpanView[]): NodeRun {
  const newest = own.reduce((best, span) => (isNewer(span, best) ? span : best));
  const paths = [...groupBy(own, (span) => span.iterationPath)].filter(([path]) => path !== "");
  const measured = calls.some((span) => span.tokens !== null) ? calls : own;
  return {
    status: own.some((span) => span.state === "open") ? "running" : spanStatus(newest),
    durationMs: spanStatus(newest) === "parked" ? null : newest.durationMs,
    attempts: Math.max(...own.map((span) => span.attempt)),
    tokens: measured.reduce((sum, span) => sum + (span.tokens ?? 0), 0),
    costMicros: measured.reduce((sum, span) => sum + (span.costMicros ?? 0), 0),
    simulated: [...own, ...calls].some((span) => span.simulated),
    ports: [...new Set(own.flatMap(exitsOf))],
    iterations: paths.map(([path, spans]) => ({ path, status: statusOf(spans) })),
  };
}

/** A container enters its body. A failure for good without an exit can only have gone on by the exit for failures. */
function exitsOf({ kind, port, status, isFinal }: SpanView): string[] {
  const body = kind === "map" || kind === "loop" ? ["body"] : [];
  if (port !== null) return [...body, port];
  return status === "error" && isFinal ? [...body, "error"] : body;
}

const isNewer = (one: SpanView, other: SpanView) =>
  one.startedAt === other.startedAt ? one.attempt > other.attempt : one.startedAt > other.startedAt;

function statusOf(spans: readonly SpanView[]): NodeRun["status"] {
  if (spans.some((span) => span.state === "open")) return "running";
  return spanStatus(spans.reduce((best, span) => (isNewer(span, best) ? span : best)));
}
