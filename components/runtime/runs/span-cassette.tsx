import { Badge } from "@/components/ui/badge";
import type { SpanDetail } from "@/lib/observability/traces/schema";

/** Says of a model call that its answer was recorded, or comes from a recording. Nothing for all others. */
export function SpanCassette({ detail }: { detail: SpanDetail }) {
  const { cassette } = detail.attributes;
  if (cassette === "replayed")
    return (
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="warn">Replayed</Badge>
        <span className="text-muted">A recorded answer. No provider was asked, so it cost nothing.</span>
      </p>
    );
  return cassette === "recorded" ? (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone="neutral">Recorded</Badge>
      <span className="text-muted">This answer is kept for runs that replay.</span>
    </p>
  ) : null;
}
