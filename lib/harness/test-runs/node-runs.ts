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
  const rounds = roundsIn(spans);
  return new Map(
    [...attempts].map(([id, own]) => {
      const run = runOf(own, calls.get(id) ?? []);
      const inside = rounds.get(own[0]?.nodeKey ?? "");
      return [id, inside ? { ...run, iterations: iterationsOf(inside) } : run];
    }),
  );
}

/** What ran in the rounds of each container, by its key and then by the path of the round: `@each[0]`, `@each[0]@again#1`. */
function roundsIn(spans: readonly SpanView[]): Map<string, Map<string, SpanView[]>> {
  const rounds = new Map<string, Map<string, SpanView[]>>();
  for (const span of spans) {
    if (!span.nodeId || span.kind === "policy") continue;
    const parts = span.iterationPath.split("@").slice(1);
    parts.forEach((part, depth) => {
      const key = part.replace(/[[#].*$/, "");
      const ofKey = rounds.get(key) ?? new Map<string, SpanView[]>();
      rounds.set(key, ofKey);
      push(ofKey, parts.slice(0, depth + 1).join("@"), span);
    });
  }
  return rounds;
}

const iterationsOf = (byPath: ReadonlyMap<string, readonly SpanView[]>): NodeRun["iterations"] =>
  [...byPath].map(([path, spans]) => ({ path, status: statusOf(spans) }));

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
  const paths = groupBy(own, (span) => span.iterationPath);
  paths.delete("");
  const measured = calls.some((span) => span.tokens !== null) ? calls : own;
  return {
    status: own.some((span) => span.state === "open") ? "running" : spanStatus(newest),
    durationMs: spanStatus(newest) === "parked" ? null : newest.durationMs,
    attempts: Math.max(...own.map((span) => span.attempt)),
    tokens: measured.reduce((sum, span) => sum + (span.tokens ?? 0), 0),
    costMicros: measured.reduce((sum, span) => sum + (span.costMicros ?? 0), 0),
    simulated: [...own, ...calls].some((span) => span.simulated),
    ports: [...new Set(own.flatMap(exitsOf))],
    iterations: iterationsOf(paths),
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
