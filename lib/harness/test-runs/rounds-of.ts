import type { SpanView } from "@/lib/observability/traces/schema";

/** One item of a map or round of a loop in which a step ran: its path, as words, and the newest attempt there. */
export type Round = { path: string; words: string; span: SpanView };

/** The rounds of a step that is inside of maps and loops, in their order; none for a step outside of them. */
export function roundsOf(spans: readonly SpanView[], nodeId: string): Round[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const newest = new Map<string, SpanView>();
  for (const span of spans) {
    if (span.nodeId !== nodeId || span.kind === "policy" || span.iterationPath === "") continue;
    // A call inside of the step is no attempt of it.
    if (byId.get(span.parentId ?? "")?.nodeId === nodeId) continue;
    const before = newest.get(span.iterationPath);
    if (!before || isNewer(span, before)) newest.set(span.iterationPath, span);
  }
  return [...newest]
    .map(([path, span]) => ({ path, words: wordsOf(path), span, order: numbersIn(path) }))
    .sort((one, other) => compare(one.order, other.order))
    .map(({ path, words, span }) => ({ path, words, span }));
}

const isNewer = (one: SpanView, other: SpanView): boolean =>
  one.attempt === other.attempt ? one.startedAt > other.startedAt : one.attempt > other.attempt;

const PART = /([[#])(\d+)/g;
const numbersIn = (path: string): number[] => [...path.matchAll(PART)].map(([, , number]) => Number(number));

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? 0);
}

/** "Item 2, round 1": counted from 1, outermost first. */
function wordsOf(path: string): string {
  const words = [...path.matchAll(PART)].map(
    ([, mark, number]) => `${mark === "[" ? "item" : "round"} ${Number(number) + 1}`,
  );
  const text = words.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
