import type { SpanView } from "@/lib/observability/traces/schema";
import { isContainerKind } from "@/lib/release/node-config";

/** One line of the waterfall: a step with all its attempts, or a call inside an attempt. */
export type WaterfallRow = {
  /** Id of the newest attempt's span. */
  id: string;
  depth: number;
  attempts: SpanView[];
};

/**
 * Spans as a tree in the order in which they started: attempts of one step share a row, children of any attempt hang
 * below it, spans whose parent is missing hang at the top. Iterative, so that depth is no limit; a cycle is cut.
 */
export function waterfallRows(spans: readonly SpanView[]): WaterfallRow[] {
  const byParent = childrenOf(spans);
  const containers = new Set(spans.filter((span) => isContainerKind(span.kind)).map((span) => span.id));
  const stepsOf = (level: readonly SpanView[]) => attemptsTogether(level, containers);
  const rows: WaterfallRow[] = [];
  const seen = new Set<string>();
  const stack = [{ level: stepsOf(byParent.get(null) ?? []), depth: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const attempts = top.level.shift();
    const newest = attempts?.at(-1);
    if (!attempts || !newest) stack.pop();
    else if (!seen.has(newest.id)) {
      for (const attempt of attempts) seen.add(attempt.id);
      rows.push({ id: newest.id, depth: top.depth, attempts });
      stack.push({
        level: stepsOf(attempts.flatMap((attempt) => byParent.get(attempt.id) ?? [])),
        depth: top.depth + 1,
      });
    }
  }
  return rows;
}

function childrenOf(spans: readonly SpanView[]): Map<string | null, SpanView[]> {
  const ids = new Set(spans.map((span) => span.id));
  const byParent = new Map<string | null, SpanView[]>();
  for (const span of [...spans].sort(byStart)) {
    const parent = span.parentId !== null && ids.has(span.parentId) ? span.parentId : null;
    const siblings = byParent.get(parent);
    if (siblings) siblings.push(span);
    else byParent.set(parent, [span]);
  }
  return byParent;
}

/** Spans of one level, attempts of the same step together. Calls inside a step have no attempts of their own. */
function attemptsTogether(spans: readonly SpanView[], containers: ReadonlySet<string>): SpanView[][] {
  const steps = new Map<string, SpanView[]>();
  for (const span of spans) {
    const isAttempt = span.parentId === null || containers.has(span.parentId);
    const key = isAttempt && span.stepKey !== null ? `${span.stepKey}|${span.kind}` : span.id;
    steps.set(key, [...(steps.get(key) ?? []), span]);
  }
  return [...steps.values()];
}

const byStart = (one: SpanView, other: SpanView) =>
  one.startedAt < other.startedAt ? -1 : one.startedAt > other.startedAt ? 1 : one.seq - other.seq;

/** The time that a waterfall covers, in milliseconds since the epoch. */
export function timeRange(spans: readonly SpanView[], startedAt: string, nowMs: number): { from: number; to: number } {
  const from = Math.min(Date.parse(startedAt), ...spans.map((span) => Date.parse(span.startedAt)));
  const ends = spans.map((span) => (span.endedAt ? Date.parse(span.endedAt) : nowMs));
  return { from, to: Math.max(from + 1, ...ends) };
}

const STEPS = [1, 2, 5];

/** Ticks at round distances, at most `count`: offsets in milliseconds. */
export function ticksOf(spanMs: number, count: number): number[] {
  let distance = 1;
  for (let power = 1; distance * count < spanMs; power *= 10) {
    for (const step of STEPS) {
      distance = step * power;
      if (distance * count >= spanMs) break;
    }
  }
  return Array.from({ length: Math.floor(spanMs / distance) + 1 }, (_, index) => index * distance);
}
